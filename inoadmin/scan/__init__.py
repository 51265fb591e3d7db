"""What a scanner sends, as the session understands it."""

from inoadmin.scan.gs1 import GS1Scanner as GS1Scanner
from inoadmin.scan.wristband import read_wristband as read_wristband
