"""The second half of a dose: infusion, reaction, end, observation, signature.

Nothing waits for the hours of a dose: what happened earlier is recorded with its earlier time, as
after a morning on paper. Only the reaction's button is pressed at this moment; its time is put
right then.
"""

from __future__ import annotations

from tests.accessibility.preparing import AMY, Preparing
from tests.accessibility.reader import Page


class Walk(Preparing):
    """The whole of it, in its order."""

    def infuse(self) -> None:
        """The start as it was, 160 minutes ago, when nothing kept it shut; a set 15 minutes on."""
        reader = self.reader
        reader.press("It has already started…")
        reader.at(Page("It has already started"))
        reader.choose("Bag and line protected from light", "Yes")
        reader.type("Reason", "the morning was kept on paper")
        reader.type("When", self.place.ago(160))
        reader.press("Record that MOORE's infusion has started")
        self.sign(AMY)
        reader.at(Page(step="Infusion"))
        reader.hears("Infusion, step 6 of 8")
        reader.hears("Alarm, medium: Bay 3: infusion due")
        reader.press("Observations…")
        self.vitals(145)
        reader.at(Page(step="Infusion"))

    def react(self) -> None:
        """The reaction's button stamps this moment; then its time is put right, and graded."""
        reader = self.reader
        reader.press("Reaction F9")
        reader.at(Page("Reaction recorded at *", text="Stop the pump now"))
        reader.choose("Grade (CTCAE", "Grade 2: *")
        reader.tick("Rash")
        reader.type("Treatment and who was called", "hydrocortisone 100 mg IV")
        reader.press("Record about the reaction")
        reader.at(Page(step="Infusion"))
        reader.hears("Recorded: ")
        reader.press("Correct: Reaction, not yet graded*")
        reader.at(Page("Correct what was recorded"))
        reader.type("When", self.place.ago(140), before="*")
        reader.type("Reason for the correction", "the key was pressed late")
        reader.press("Record the correction")
        self.sign(AMY)
        reader.at(Page(step="Infusion"))
        reader.hears("Corrected: ")

    def resume_and_end(self) -> None:
        """It settles; a prescriber lets it go on, and it runs to its end."""
        reader = self.reader
        reader.press("Reaction: outcome…")
        reader.at(Page("Reaction: outcome"))
        reader.choose("Outcome", "Resolved")
        reader.type("When", self.place.ago(125))
        reader.press("Record the outcome")
        reader.at(Page(step="Infusion"))
        reader.hears("No longer: ")
        reader.press("Authorise…")
        reader.at(Page("Record an authorisation"))
        reader.type("Authorised by", "Dr Ruth Sale")
        reader.choose("Role", "Consultant")
        reader.choose("How it was given", "In person")
        reader.type("Reason", "settled; the same rate")
        reader.type("When", self.place.ago(122))
        reader.press("Record the authorisation")
        self.sign(AMY)
        reader.at(Page(step="Infusion", text="Nothing recorded here keeps the restart shut"))
        reader.press("It has already resumed…")
        reader.at(Page("It has already resumed"))
        reader.choose("Bag and line protected from light", "Yes")
        reader.type("Reason", "the morning was kept on paper")
        reader.type("When", self.place.ago(120))
        reader.press("Record that MOORE's infusion has resumed")
        self.sign(AMY)
        reader.at(Page(step="Infusion"))
        reader.hears("Recorded: ")
        reader.type("When", self.place.ago(75))
        reader.press("End MOORE's infusion")
        reader.at(Page(step="Observation"))
        reader.hears("Observation, step 7 of 8")

    def observe(self) -> None:
        """Two sets in the hour after."""
        reader = self.reader
        for minutes in (45, 14):
            self.measure(minutes)
            reader.press("Record observations")
            reader.hears("Recorded: Observations")
        reader.press("Sign off ▸")
        reader.at(Page(step="Sign off"))

    def sign_off(self) -> None:
        """What is asked at the end, and the signature of now."""
        reader = self.reader
        self.answer_all("complete", 12, "Nothing recorded here keeps completion shut")
        reader.press("Complete MOORE's administration")
        self.sign(AMY)
        reader.reads("Completed.")
        reader.hears("Recorded: ")
