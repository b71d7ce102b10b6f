"""Layers of a PDF (optional content): what stands on those that are switched off is taken out of a page.

A viewer shows the layers that the file's default configuration switches on. Libraries that read text do not
know layers, and would read what nobody sees.
"""

from __future__ import annotations

from collections.abc import Iterator

import pikepdf

_PATHS = frozenset(("f", "F", "f*", "B", "B*", "b", "b*", "S", "s"))
"""Operators that paint a path; without ink they still end it (``n``)."""
_NEXT_LINES = frozenset(("'", '"'))
"""Operators that show text on the next line; without ink they still go there (``T*``)."""
_PAINTS = frozenset(("Tj", "TJ", "Do", "sh", "INLINE IMAGE"))
_BEGIN = frozenset(("BDC", "BMC"))
_DEEPEST = 8
"""Forms within forms are looked into so far."""
_Id = tuple[int, int]
_Instruction = pikepdf.ContentStreamInstruction | pikepdf.ContentStreamInlineImage


def without_hidden_layers(single: pikepdf.Pdf, whole: pikepdf.Pdf) -> None:
    """Takes out of the only page of ``single`` what stands on layers that are off in ``whole``, its file."""
    layers = whole.Root.get("/OCProperties")
    if not isinstance(layers, pikepdf.Dictionary):
        return
    # Copied after the page, so that its groups are those the page names.
    hidden = _switched_off(single.copy_foreign(whole.make_indirect(layers)))
    if hidden:
        _Cleaner(single, hidden).clean(single.pages[0].obj, 0)


def _switched_off(layers: pikepdf.Object) -> frozenset[_Id]:
    """The groups that are off by default."""
    config = layers.get("/D")
    if not isinstance(config, pikepdf.Dictionary):
        return frozenset()
    off = {group.objgen for group in _items(config.get("/OFF"))}
    if config.get("/BaseState") == pikepdf.Name.OFF:
        on = {group.objgen for group in _items(config.get("/ON"))}
        off |= {group.objgen for group in _items(layers.get("/OCGs")) if group.objgen not in on}
    for use in _items(config.get("/AS")):
        if use.get("/Event") == pikepdf.Name.View:
            off |= {group.objgen for group in _items(use.get("/OCGs")) if _is_off_on_screen(group)}
    return frozenset(off)


def _is_off_on_screen(group: pikepdf.Object) -> bool:
    usage = group.get("/Usage")
    view = usage.get("/View") if isinstance(usage, pikepdf.Dictionary) else None
    return isinstance(view, pikepdf.Dictionary) and view.get("/ViewState") == pikepdf.Name.OFF


def _items(array: pikepdf.Object | None) -> Iterator[pikepdf.Object]:
    for item in list(array) if isinstance(array, pikepdf.Array) else ():
        if isinstance(item, pikepdf.Dictionary):
            yield item


class _Cleaner:
    """Takes the ink of hidden groups out of a page's content and of the forms it draws."""

    def __init__(self, pdf: pikepdf.Pdf, hidden: frozenset[_Id]) -> None:
        """Args: the page's file, and the groups that are off."""
        self._pdf = pdf
        self._hidden = hidden
        self._seen: set[_Id] = set()

    def clean(self, content: pikepdf.Object, depth: int) -> None:
        """Cleans a page or a form, and the forms within it."""
        resources = content.get("/Resources")
        resources = resources if isinstance(resources, pikepdf.Dictionary) else pikepdf.Dictionary()
        read = list(pikepdf.parse_content_stream(content))
        kept = [changed for changed in self._shown(read, resources, depth) if changed is not None]
        if len(kept) == len(read) and all(a is b for a, b in zip(kept, read, strict=True)):
            return
        data = pikepdf.unparse_content_stream(kept)
        if isinstance(content, pikepdf.Stream):
            content.write(data)
        else:
            content["/Contents"] = self._pdf.make_stream(data)

    def _shown(
        self, read: list[_Instruction], resources: pikepdf.Dictionary, depth: int
    ) -> Iterator[_Instruction | None]:
        off: list[bool] = []
        for instruction in read:
            operator = str(instruction.operator)
            if operator in _BEGIN:
                off.append(self._begins_hidden(instruction, resources))
            elif operator == "EMC" and off:
                off.pop()
            elif any(off):
                yield _without_ink(instruction, operator)
                continue
            elif operator == "Do" and not self._draws(instruction, resources, depth):
                continue
            yield instruction

    def _begins_hidden(self, instruction: _Instruction, resources: pikepdf.Dictionary) -> bool:
        operands = list(instruction.operands)
        if len(operands) < 2 or operands[0] != pikepdf.Name.OC:
            return False
        named = resources.get("/Properties")
        return isinstance(named, pikepdf.Dictionary) and self._is_hidden(named.get(str(operands[1])))

    def _draws(self, instruction: _Instruction, resources: pikepdf.Dictionary, depth: int) -> bool:
        """Whether a picture or form is shown; a form that is gets cleaned."""
        named, operands = resources.get("/XObject"), list(instruction.operands)
        drawn = named.get(str(operands[0])) if isinstance(named, pikepdf.Dictionary) and operands else None
        if not isinstance(drawn, pikepdf.Stream):
            return True
        if self._is_hidden(drawn.get("/OC")):
            return False
        if drawn.get("/Subtype") == pikepdf.Name.Form and drawn.objgen not in self._seen and depth < _DEEPEST:
            self._seen.add(drawn.objgen)
            self.clean(drawn, depth + 1)
        return True

    def _is_hidden(self, group: pikepdf.Object | None) -> bool:
        """Whether a group is off, or a membership of groups hides what belongs to it."""
        if not isinstance(group, pikepdf.Dictionary):
            return False
        if group.get("/Type") != pikepdf.Name.OCMD:
            return group.objgen in self._hidden
        members = group.get("/OCGs")
        listed = [members] if isinstance(members, pikepdf.Dictionary) else list(_items(members))
        off = [member.objgen in self._hidden for member in listed]
        shown = {"/AllOn": not any(off), "/AnyOff": any(off), "/AllOff": all(off)}
        return bool(off) and not shown.get(str(group.get("/P")), not all(off))


def _without_ink(instruction: _Instruction, operator: str) -> _Instruction | None:
    if operator in _PATHS:
        return pikepdf.ContentStreamInstruction([], pikepdf.Operator("n"))
    if operator in _NEXT_LINES:
        return pikepdf.ContentStreamInstruction([], pikepdf.Operator("T*"))
    return None if operator in _PAINTS else instruction
