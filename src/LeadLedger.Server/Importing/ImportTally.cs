using LeadLedger.Server.Bulk;

namespace LeadLedger.Server.Importing;

/// <summary>What became of an import's rows and commands.</summary>
internal sealed class ImportTally
{
    private readonly SortedDictionary<string, CommandTally> commands = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, long> reasons = new(StringComparer.Ordinal);

    /// <summary>Rows of which something was written now.</summary>
    public long Taken { get; private set; }

    /// <summary>Rows that were in the ledger already, whole.</summary>
    public long ThereAlready { get; private set; }

    /// <summary>Rows of which something was refused.</summary>
    public long Rejected { get; private set; }

    /// <summary>Rows that the mapping makes no command of.</summary>
    public long WithoutCommand { get; private set; }

    public long Rows => Taken + ThereAlready + Rejected + WithoutCommand;

    /// <summary>Position of the newest event that the rows became, or had become; 0 if there is none.</summary>
    public long Position { get; private set; }

    public IReadOnlyDictionary<string, CommandTally> Commands => commands;

    /// <summary>Rejected rows by the reason's code.</summary>
    public IReadOnlyDictionary<string, long> Reasons => reasons;

    public void Command(string name, BulkResult result)
    {
        Position = Math.Max(Position, result.Position);
        var tally = commands.GetValueOrDefault(name);
        commands[name] = result switch
        {
            { Problem: not null } => tally with { Rejected = tally.Rejected + 1 },
            { IsRepeat: true } => tally with { ThereAlready = tally.ThereAlready + 1 },
            _ => tally with { Taken = tally.Taken + 1 },
        };
    }

    /// <summary>The counts, in lines for a person.</summary>
    public IEnumerable<string> Summary()
    {
        yield return $"{Number(Rows)} rows: {Number(Taken)} taken, {Number(ThereAlready)} there already, "
            + $"{Number(Rejected)} rejected"
            + (WithoutCommand > 0 ? $", {Number(WithoutCommand)} that the mapping makes nothing of" : "") + ".";
        foreach (var (name, tally) in commands)
        {
            yield return $"  {name,-22} {Number(tally.Taken),11} taken {Number(tally.ThereAlready),11} there already "
                + $"{Number(tally.Rejected),9} rejected";
        }

        foreach (var (code, count) in reasons.OrderByDescending(reason => reason.Value))
            yield return $"  rejected as {code}: {Number(count)}";
        if (Taken == 0 && Rejected == 0)
            yield return "Nothing changed: all of it was in the ledger already.";
    }

    public void RowIsTaken() => Taken++;

    public void RowIsThere() => ThereAlready++;

    public void RowIsWithoutCommand() => WithoutCommand++;

    private static string Number(long number) => ImportProgress.Number(number);

    public void RowIsRejected(string code)
    {
        Rejected++;
        reasons[code] = reasons.GetValueOrDefault(code) + 1;
    }
}

/// <summary>What became of the commands of one name.</summary>
internal readonly record struct CommandTally(long Taken, long ThereAlready, long Rejected);
