using System.Globalization;
using Npgsql;

namespace LeadLedger.EventStore.Appending;

/// <summary>What a group consists of: its statement has the parts for that and no others.</summary>
[Flags]
internal enum AppendShape
{
    /// <summary>Some members begin a stream.</summary>
    Makes = 1,

    /// <summary>Some members go on with a stream.</summary>
    Moves = 2,

    /// <summary>Some members have guards.</summary>
    Guards = 4,

    /// <summary>Some members bring a key.</summary>
    Keys = 8,

    /// <summary>There is one event in all, and one guard at most.</summary>
    Single = 16,

    /// <summary>Some members destroy their stream's key; they move it on.</summary>
    Erases = 32,
}

/// <summary>
/// The one statement that writes a group: guards are locked and compared, streams made or moved on, keys kept, events
/// written and their positions told, in a single round trip and transaction (ADR-0003).
/// </summary>
internal abstract class AppendStatement(NpgsqlConnection connection, AppendShape shape)
{
    private readonly List<AppendColumn> _columns = [];

    /// <summary>
    /// Answers with position and time of each event; where there are more than one, with its stream's id too.
    /// </summary>
    public NpgsqlCommand Command { get; } = new() { Connection = connection };

    public bool IsSingle => Has(AppendShape.Single);

    /// <summary>The statement for groups of this shape, over these columns.</summary>
    public static AppendStatement Make(NpgsqlConnection connection, AppendShape shape, AppendColumns columns) =>
        (shape & AppendShape.Single) != 0
            ? new SingleStatement(connection, shape, columns)
            : new GroupStatement(connection, shape, columns);

    /// <summary>Takes the columns' values of now into the command.</summary>
    public void Bind()
    {
        if (!IsSingle)
            return;
        for (var i = 0; i < _columns.Count; i++)
            _columns[i].SetSingle(Command.Parameters[i]);
    }

    protected string UnlessGuardFailed => Has(AppendShape.Guards) ? "not exists (select from failed_guard)" : "true";

    protected bool Has(AppendShape part) => (shape & part) != 0;

    /// <summary>A new parameter for the column.</summary>
    protected string Parameter(AppendColumn column)
    {
        _columns.Add(column);
        Command.Parameters.Add(column.Parameter(IsSingle));
        return string.Create(CultureInfo.InvariantCulture, $"${_columns.Count}");
    }

    /// <summary>The parts of <c>with</c> and what they are for, under a name for whoever looks at pg_stat_activity.</summary>
    protected void Write(List<string> parts, string events) =>
        Command.CommandText = $"/* append */ with {string.Join(",\n", parts)}\n{events}";
}
