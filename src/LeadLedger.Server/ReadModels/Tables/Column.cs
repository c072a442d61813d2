using Npgsql;
using NpgsqlTypes;

namespace LeadLedger.Server.ReadModels.Tables;

/// <summary>A column of a read model's table: how it is written for many rows at once, and read back.</summary>
internal abstract class Column<TRow>(string name, NpgsqlDbType type, bool moves)
{
    public string Name => name;

    /// <summary>Whether it can change after the row was inserted.</summary>
    public bool Moves => moves;

    /// <summary>Whether rows are read with it, not only written.</summary>
    public abstract bool IsRead { get; }

    protected NpgsqlDbType Type => type;

    /// <summary>The column's values of all rows, as one array parameter for <c>unnest</c>.</summary>
    public abstract NpgsqlParameter Values(IReadOnlyList<TRow> rows);

    /// <summary>The row's value, as a row's next column.</summary>
    public abstract void Write(CopyBuffer copy, TRow row);

    public abstract void Read(NpgsqlDataReader reader, int ordinal, TRow row);

    /// <summary>A column that is written once.</summary>
    public static Column<TRow> Fixed<T>(string name, Func<TRow, T> get, Action<TRow, T>? set = null) =>
        new Column<TRow, T>(name, TypeOf<T>(), false, get, set);

    /// <summary>A column whose value moves with later events.</summary>
    public static Column<TRow> Moving<T>(string name, Func<TRow, T> get, Action<TRow, T> set) =>
        new Column<TRow, T>(name, TypeOf<T>(), true, get, set);

    /// <summary>A JSON document, written once.</summary>
    public static Column<TRow> FixedJson(string name, Func<TRow, string?> get, Action<TRow, string?>? set = null) =>
        new Column<TRow, string?>(name, NpgsqlDbType.Jsonb, false, get, set);

    /// <summary>A JSON document that moves with later events.</summary>
    public static Column<TRow> MovingJson(string name, Func<TRow, string?> get, Action<TRow, string?> set) =>
        new Column<TRow, string?>(name, NpgsqlDbType.Jsonb, true, get, set);

    private static NpgsqlDbType TypeOf<T>() => (Nullable.GetUnderlyingType(typeof(T)) ?? typeof(T)) switch
    {
        var type when type == typeof(Guid) => NpgsqlDbType.Uuid,
        var type when type == typeof(string) => NpgsqlDbType.Text,
        var type when type == typeof(int) => NpgsqlDbType.Integer,
        var type when type == typeof(long) => NpgsqlDbType.Bigint,
        var type when type == typeof(bool) => NpgsqlDbType.Boolean,
        var type when type == typeof(decimal) => NpgsqlDbType.Numeric,
        var type when type == typeof(DateOnly) => NpgsqlDbType.Date,
        var type when type == typeof(DateTimeOffset) => NpgsqlDbType.TimestampTz,
        var type => throw new NotSupportedException($"No column holds a {type.Name}."),
    };
}

internal sealed class Column<TRow, T>(
    string name, NpgsqlDbType type, bool moves, Func<TRow, T> get, Action<TRow, T>? set)
    : Column<TRow>(name, type, moves)
{
    private readonly Action<CopyBuffer, T> _write = CopyValue.Of<T>(type);

    public override bool IsRead => set is not null;

    public override NpgsqlParameter Values(IReadOnlyList<TRow> rows)
    {
        var values = new T[rows.Count];
        for (var i = 0; i < values.Length; i++)
            values[i] = get(rows[i]);
        return new NpgsqlParameter<T[]> { TypedValue = values, NpgsqlDbType = NpgsqlDbType.Array | Type };
    }

    public override void Write(CopyBuffer copy, TRow row) => _write(copy, get(row));

    public override void Read(NpgsqlDataReader reader, int ordinal, TRow row) =>
        set!(row, reader.IsDBNull(ordinal) ? default! : reader.GetFieldValue<T>(ordinal));
}
