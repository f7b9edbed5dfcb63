"""What scripts say of an offline code and while scanning (msgids), as JSON in the reader's language."""

from __future__ import annotations

import json
from collections.abc import Mapping

from assess.i18n import N_, gettext_in

CODE: Mapping[str, str] = {
    "genuine": N_("Offline code: genuine when issued on {day}; state not checked since {day}"),
    "specimen": N_("Specimen, not a certificate: the offline code was signed on {day}; state not checked since {day}"),
    "says": N_("What the offline code says"),
    "compare": N_("Compare every line with the paper. Whether the certificate was suspended or revoked after that day, "
                  "only the register can tell."),
    "keys_of": N_("Checked on this device, with the authorities' keys of {moment}."),
    "other_issuer": N_("The code names an issuer that the owner of the key is not called today: compare both names."),
    "not_on_page": N_("But this page does not confirm the certificate: the page decides, not the code."),
    "other_number": N_("The offline code and this page speak of different certificates"),
    "other_number_advice": N_("The code says number {code}, this page says {page}. The paper was put together from "
                              "two: do not rely on it."),
    "malformed": N_("This is no complete offline code"),
    "malformed_advice": N_("The digits behind “#” are damaged or were changed. Scan the larger code on page 2 once "
                           "more; if this comes again, do not rely on the paper."),
    "not_signed": N_("The offline code is not genuine"),
    "not_signed_advice": N_("Its contents were changed, or no authority signed them. Do not rely on the paper."),
    "key_unknown": N_("The offline code is signed by nobody we know"),
    "key_unknown_advice": N_("No authority has published this key. If the certificate is new, connect to the network "
                             "and scan again; otherwise do not rely on the paper."),
    "key_compromised": N_("The offline code proves nothing: its key was given up"),
    "key_compromised_advice": N_("The authority has declared this key unsafe, so anybody may have made the code. Check "
                                 "the certificate online, by its address or its number."),
    "no_keys": N_("The offline code could not be checked: the authorities' keys are not on this device"),
    "no_keys_advice": N_("Open this page once while connected to the network; afterwards it works without."),
    "insecure": N_("The offline code could not be checked in this browser"),
    "insecure_advice": N_("Browsers check signatures only on pages whose address begins with https://."),
    "fact_name": N_("Name"),
    "fact_occupation": N_("Occupation code"),
    "fact_grade": N_("Skill level"),
    "fact_number": N_("Certificate number"),
    "fact_issued": N_("Date of issue"),
    "fact_issuer": N_("Issued by"),
    "fact_key": N_("Signed with the key of"),
}

SCAN: Mapping[str, str] = {
    "starting": N_("The camera is being started …"),
    "looking": N_("Hold the code of the paper in front of the camera, 10 to 20 cm away, in good light."),
    "reading": N_("The picture is being read …"),
    "stopped": N_("The camera is off."),
    "denied": N_("The browser was not allowed to use the camera. Allow it in the browser's settings for this page, or "
                 "choose a picture of the code below."),
    "no_camera": N_("No camera was found. Choose a picture of the code below."),
    "busy": N_("The camera cannot be used: another program may be using it. Close that, or choose a picture below."),
    "insecure": N_("Browsers give the camera only to pages whose address begins with https://. Choose a picture of the "
                   "code below."),
    "no_reader": N_("The reader for codes could not be loaded. Connect to the network and open this page again."),
    "no_code": N_("No QR code was found in the picture. Take it from straight above, so that the whole code with its "
                  "white margin is sharp."),
    "no_picture": N_("This file is not a picture that the browser can read. Choose a JPEG or PNG file."),
    "foreign": N_("This code leads to another site, {host}. It was not opened. Certificates that can be checked here "
                  "lead to {site} only."),
    "other": N_("This is a code, but not one of a certificate."),
    "opening": N_("Found. The page of the certificate is being opened …"),
    "offline": N_("This code can only be checked with the network. Without it, scan the larger code on page 2."),
    "register_says": N_("The register says now:"),
    "register_silent": N_("The register could not be asked: no network."),
    "open_page": N_("Open the page of this certificate"),
}


def told(words: Mapping[str, str], locale: str) -> str:
    """The texts in that language as a JSON object."""
    return json.dumps({name: gettext_in(locale, msgid) for name, msgid in words.items()}, ensure_ascii=False)
