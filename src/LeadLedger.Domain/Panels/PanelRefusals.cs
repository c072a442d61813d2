namespace LeadLedger.Domain.Panels;

// What seating a panel and changing it can be refused for, in the order in which it is looked for.

public sealed record SeatingNeedsTheAgreementsRole()
    : Refusal(RefusalKind.NotAllowed, "Only the role agreements may seat a panel, and change it.");

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

/// <param name="Index">Of a list's member; null: the only one named.</param>
public sealed record MemberIsMalformed(int? Index) : Refusal(
    RefusalKind.Unprocessable,
    "A member is named by the subject of their token (1 to 200 characters without spaces around), with a function: "
    + "marketing, sales or neither.")
{
    public override string Field => Index is { } index ? $"members[{index}]" : "subject";
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

public sealed record PanelIsUnknown() : Refusal(RefusalKind.NotFound, "There is no such panel.");

/// <summary>Who is to judge in another function leaves first, and is seated anew.</summary>
public sealed record MemberIsSeatedAlready(MemberFunction Function)
    : Refusal(RefusalKind.Conflict, $"This person is a member already, with the function {Function}.")
{
    public override string Field => "subject";
}

public sealed record PanelIsFull() : Refusal(RefusalKind.Conflict, "A panel has at most 100 members.");

public sealed record MemberIsUnknown() : Refusal(RefusalKind.NotFound, "The panel has no such member.");

/// <summary>Rule 7: with nobody who can preside, every case would be stuck.</summary>
public sealed record PanelWouldLoseItsOnlyImpartialChair() : Refusal(
    RefusalKind.Conflict,
    "The chair is the panel's only member who is neither marketing nor sales; seat another first.");

public sealed record RotaBeginsOnAMonday() : Refusal(RefusalKind.Unprocessable, "A rota begins on a Monday.")
{
    public override string Field => "from";
}

/// <param name="At">Which figure, or the length of which list.</param>
public sealed record RotaIsOutOfRange(string At, int Least, int Most)
    : Refusal(RefusalKind.Unprocessable, $"Here it is {Least} to {Most}.")
{
    public override string Field => At;
}

public sealed record RotaNeedsAKnownTimeZone() : Refusal(
    RefusalKind.Unprocessable, "The time zone isn't one of the IANA data, such as Europe/Berlin.")
{
    public override string Field => "timeZone";
}

/// <summary>Rule 7.</summary>
public sealed record RotaMemberCannotPreside(string At) : Refusal(
    RefusalKind.Unprocessable, "Only a member who is neither marketing nor sales presides.")
{
    public override string Field => At;
}

public sealed record SwapIsOfNoWeekOfTheRota(int Index)
    : Refusal(RefusalKind.Unprocessable, "A swap's week is a Monday, and not before the rota begins.")
{
    public override string Field => $"swaps[{Index}].week";
}

public sealed record WeekIsSwappedTwice(int Index)
    : Refusal(RefusalKind.Unprocessable, "Only one person takes a week.")
{
    public override string Field => $"swaps[{Index}].week";
}
