"""Which exhibit shows a contact with the other side."""

from __future__ import annotations

from django.db import models

from claimguide.cases.models import ContactEntry

from .exhibit import Exhibit


class ContactProof(models.Model):
    """The one exhibit that shows a line of the log of contacts.

    A removed exhibit keeps its tie, which counts again once it comes back; nothing reads it meanwhile.
    """

    # Without a name of its own there: the export reaches the row through its exhibit, and once is enough.
    contact = models.OneToOneField(ContactEntry, on_delete=models.CASCADE, related_name="+")
    exhibit = models.ForeignKey(Exhibit, on_delete=models.CASCADE, related_name="contact_proofs")

    def __str__(self) -> str:
        return f"{self.contact}: {self.exhibit}"
