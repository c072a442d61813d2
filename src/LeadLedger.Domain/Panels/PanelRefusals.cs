namespace LeadLedger.Domain.Panels;

// What seating a panel can be refused for, in the order in which it is looked for.

public sealed record SeatingNeedsTheAgreementsRole()
    : Refusal(RefusalKind.NotAllowed, "Only the role agreements may seat a panel.");

public sealed record PanelExistsAlready() : Refusal(RefusalKind.Conflict, "There is a panel with this id already.");

public sealed record PanelNeedsAName()
    : Refusal(RefusalKind.Unprocessable, "A panel needs a name of 1 to 200 characters.")
{
    public override string Field => "name";
}

public sealed record PanelSizeIsOutOfRange()
    : Refusal(RefusalKind.Unprocessable, "A panel has 1 to 100 members; one is enough if that one is impartial.")
{
    public override string Field => "members";
}

public sealed record MemberIsMalformed(int Index) : Refusal(
    RefusalKind.Unprocessable,
    "A member is named by the subject of their token (1 to 200 characters without spaces around), with a function: "
    + "marketing, sales or neither.")
{
    public override string Field => $"members[{Index}]";
}

public sealed record MemberIsSeatedTwice(int Index)
    : Refusal(RefusalKind.Unprocessable, "This person is a member already.")
{
    public override string Field => $"members[{Index}]";
}

public sealed record ChairIsNoMember() : Refusal(RefusalKind.Unprocessable, "The chair has to be one of the members.")
{
    public override string Field => "chair";
}

/// <summary>Rule 7.</summary>
public sealed record ChairIsPartial(MemberFunction Function)
    : Refusal(RefusalKind.Unprocessable, $"The chair is neither marketing nor sales; this member is {Function}.")
{
    public override string Field => "chair";
}
