namespace LeadLedger.Server.Exports;

/// <summary>How a view is read on from a position.</summary>
internal enum Onward
{
    /// <summary>It isn't: it is small, or summed anew, and is read whole or by its days.</summary>
    None,

    /// <summary>By its own column position.</summary>
    ByItsPosition,

    /// <summary>By the view beside it that walks what has changed (docs/read-models.md).</summary>
    ByItsChanges,
}

/// <summary>Whose rows a view has.</summary>
internal enum RowsOf
{
    /// <summary>Agreements': each row has its own, and a party sees those of its agreements.</summary>
    Agreements,

    /// <summary>The whole company's: for roles that see every agreement.</summary>
    Company,

    /// <summary>Nobody's, such as days: for everybody who may export.</summary>
    Nobody,
}

/// <summary>A view of <c>bi_v1</c> that can be exported.</summary>
/// <param name="Name">As in <c>bi_v1</c>.</param>
/// <param name="Key">The columns that name a row: what a load replaces rows by.</param>
internal sealed record ExportedView(string Name, params IReadOnlyList<string> Key)
{
    /// <summary>The local day that the filters go by; null: its rows have none.</summary>
    public string? Day { get; init; }

    /// <summary>The column with the first day of that day's month; null: a month is asked for by its days.</summary>
    public string? Month { get; init; }

    public Onward Onward { get; init; }

    public RowsOf RowsOf { get; init; }

    /// <summary>All of it is more than anybody wants: it has to be asked for by days.</summary>
    public bool NeedsDays { get; init; }

    /// <summary>Whether it can be read on from a position.</summary>
    public bool IsIncremental => Onward != Onward.None;

    /// <summary>Whether it can be asked for by month.</summary>
    public bool HasMonths => (Month ?? Day) is not null;

    /// <summary>What is read for rows after a position.</summary>
    public string Changes => Onward == Onward.ByItsChanges ? Name + "_changes" : Name;
}
