"""The sounds of alarms through QtMultimedia, which is imported when it is first needed: it takes
its time, and a machine may lack what it is built on.

SoundRinger: plays a file a priority, and knows why nothing can be heard. Qt tells neither that the
computer's sound server has gone nor that it is back, so that each sound is looked after until it
has ended.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, QUrl, Signal

if TYPE_CHECKING:
    from PySide6.QtMultimedia import QMediaDevices, QSoundEffect

#: Every sound has ended long before.
ENDS_WITHIN_MS: Final = 8_000
NO_LIBRARY: Final = "the computer lacks what it is played with ({})"
NO_DEVICE: Final = "the computer has no loudspeaker"
NOT_PLAYED: Final = "the computer did not play it; close inoadmin and open it again"
#: What PulseAudio and PipeWire give a computer that has nothing to play on.
_NOTHING: Final = b"auto_null"


class SoundRinger(QObject):
    """`files` has a WAV file for each priority. Signal: `changed` when `fault` is another one."""

    changed = Signal()

    def __init__(self, files: Mapping[str, Path], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._files = dict(files)
        self._fault = ""
        self._devices: QMediaDevices | None = None
        self._effects: dict[str, QSoundEffect] = {}
        self._watch = QTimer(self)
        self._watch.setSingleShot(True)
        self._watch.setInterval(ENDS_WITHIN_MS)
        self._watch.timeout.connect(self._look)

    @property
    def fault(self) -> str:
        """Why nothing can be heard; "" while sounds come, and until it is known."""
        return self._fault

    def prepare(self) -> None:
        """Brings in the library and the sounds; to be called once the window is shown."""
        if self._devices is not None:
            return
        try:
            from PySide6.QtMultimedia import QMediaDevices
        except ImportError as error:
            self._tell(NO_LIBRARY.format(str(error).partition(":")[0]))
            return
        self._devices = QMediaDevices(self)
        self._devices.audioOutputsChanged.connect(self._load)
        self._load()

    def ring(self, priority: str, /) -> None:
        """Begins a sound, anew where it still sounds.

        Raises:
            KeyError: there is no such priority.
        """
        if priority not in self._files:
            raise KeyError(priority)
        self.prepare()
        if priority in self._effects:
            self._effects[priority].play()
            if not self._watch.isActive():
                self._watch.start()

    def _load(self) -> None:
        """Takes what is there to play on now."""
        from PySide6.QtMultimedia import QMediaDevices, QSoundEffect

        for effect in self._effects.values():
            effect.stop()
            effect.deleteLater()
        self._effects = {}
        self._watch.stop()
        device = QMediaDevices.defaultAudioOutput()
        if device.isNull() or device.id().data() == _NOTHING:
            self._tell(NO_DEVICE)
            return
        for priority, file in self._files.items():
            effect = QSoundEffect(device, self)
            effect.statusChanged.connect(self._look)
            effect.playingChanged.connect(self._played)
            effect.setSource(QUrl.fromLocalFile(str(file)))
            self._effects[priority] = effect
        self._tell("")

    def _played(self) -> None:
        """A sound has begun or ended."""
        if not any(effect.isPlaying() for effect in self._effects.values()):
            self._watch.stop()
            self._look()

    def _look(self) -> None:
        """Whether a file could not be used, or a sound has not ended that should have."""
        from PySide6.QtMultimedia import QSoundEffect

        broken = any(e.status() == QSoundEffect.Status.Error for e in self._effects.values())
        stuck = any(effect.isPlaying() for effect in self._effects.values())
        late = stuck and not self._watch.isActive()
        self._tell(NOT_PLAYED if broken or late else "")

    def _tell(self, fault: str) -> None:
        """Keeps why nothing can be heard, and tells when that is new."""
        if fault != self._fault:
            self._fault = fault
            self.changed.emit()
