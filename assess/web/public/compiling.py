"""Compiles the public templates: all that is known before a request is put in then, so that little is left for it.

Templates stay ordinary Jinja. What they inherit is copied in, texts are translated, and addresses of static files and
the like are written out; what remains are the values of one certificate between pieces of finished text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from jinja2 import Environment, nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.visitor import NodeTransformer
from markupsafe import Markup, escape

_PARAMETER = re.compile(r"%\((\w+)\)s")
_SETTING = (nodes.Assign, nodes.FromImport, nodes.Macro)
"""What counts in a child outside of its blocks; like Jinja, nothing else there is shown."""


def shown(value: Any) -> Markup:
    """``value`` escaped; what is markup already is not made into markup once more, as ``escape`` does."""
    return value if type(value) is Markup else escape(value)


class Compiler(CodeGenerator):
    """The code generator of an environment that always escapes and whose globals are the same for every page."""

    def visit_Template(self, node: nodes.Template, frame: Frame | None = None) -> None:
        """Compiles a template after all that is known was put in."""
        super().visit_Template(_Known(self.environment).visit(_whole(self.environment, node)), frame)

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        self.write("environment.shown(")

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:
        """An attribute, straight: what lacks it is a fault of the template either way."""
        self.visit(node.node, frame)
        self.write(f".{node.attr}")


class PageEnvironment(Environment):
    """An environment whose templates this compiler makes."""

    code_generator_class = Compiler
    shown = staticmethod(shown)


def _whole(environment: Environment, node: nodes.Template) -> nodes.Template:
    """The template with its parents' text around it: no inheritance is left."""
    blocks: dict[str, nodes.Block] = {}
    before: list[nodes.Node] = []
    while (extends := node.find(nodes.Extends)) is not None:
        blocks = {block.name: block for block in node.find_all(nodes.Block)} | blocks
        before = [each for each in node.body if isinstance(each, _SETTING)] + before
        node = _parent(environment, extends)
    if not blocks:
        return node
    node.body = before + node.body
    whole: nodes.Template = _Filled(blocks).visit(node)
    return whole


def _parent(environment: Environment, extends: nodes.Extends) -> nodes.Template:
    name = extends.template.as_const()
    assert environment.loader is not None
    source, file, _fresh = environment.loader.get_source(environment, name)
    return environment._parse(source, name, file)


class _Filled(NodeTransformer):
    """Puts the children's blocks in place of the parent's."""

    def __init__(self, blocks: dict[str, nodes.Block]) -> None:
        self.blocks = blocks

    def visit_Block(self, node: nodes.Block) -> list[nodes.Node]:
        """What stands in the block in the end."""
        chosen = self.blocks.get(node.name, node)
        self.generic_visit(chosen)
        return chosen.body


class _Known(NodeTransformer):
    """Puts in translated texts, and the values of globals and of calls of them with constants."""

    def __init__(self, environment: Environment) -> None:
        self.environment = environment

    def visit_Output(self, node: nodes.Output) -> nodes.Node:
        """Pieces of text around the parameters where a translated text with parameters is put out."""
        children = [piece for child in node.nodes for piece in self._pieces(child)]
        return nodes.Output([self.visit(child) for child in children], lineno=node.lineno)

    def visit_Name(self, node: nodes.Name) -> nodes.Node:
        """The text of a global that is one."""
        value = self.environment.globals.get(node.name)
        return self._const(value, node) if node.ctx == "load" and isinstance(value, str) else node

    def visit_Call(self, node: nodes.Call) -> nodes.Node:
        """The value of a global function of one constant."""
        self.generic_visit(node)
        function = self._function(node)
        if function is None or len(node.args) != 1 or node.kwargs or not isinstance(node.args[0], nodes.Const):
            return node
        return self._const(function(node.args[0].value), node)

    def _pieces(self, node: nodes.Expr) -> Iterator[nodes.Expr]:
        if not (isinstance(node, nodes.Call) and self._is_text(node) and node.kwargs):
            yield node
            return
        values = {each.key: each.value for each in node.kwargs}
        text = self._function(node)(node.args[0].as_const())
        for index, piece in enumerate(_PARAMETER.split(text)):
            yield values[piece] if index % 2 else self._const(Markup(piece.replace("%%", "%")), node)

    def _is_text(self, call: nodes.Call) -> bool:
        named = isinstance(call.node, nodes.Name) and call.node.name == "_"
        return named and len(call.args) == 1 and isinstance(call.args[0], nodes.Const)

    def _function(self, call: nodes.Call) -> Any:
        value = self.environment.globals.get(call.node.name) if isinstance(call.node, nodes.Name) else None
        return value if callable(value) else None

    def _const(self, value: Any, node: nodes.Node) -> nodes.Const:
        return nodes.Const(value, lineno=node.lineno, environment=self.environment)
