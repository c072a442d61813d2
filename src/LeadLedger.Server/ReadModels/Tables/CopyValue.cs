using NpgsqlTypes;

namespace LeadLedger.Server.ReadModels.Tables;

/// <summary>How a value of a type goes into a <see cref="CopyBuffer"/>, nulls included.</summary>
internal static class CopyValue
{
    /// <param name="type">The column's: text and a JSON document are both strings here.</param>
    public static Action<CopyBuffer, T> Of<T>(NpgsqlDbType type) =>
        Every(type).OfType<Action<CopyBuffer, T>>().FirstOrDefault()
        ?? throw new NotSupportedException($"No column holds a {typeof(T).Name}.");

    private static IEnumerable<Delegate> Every(NpgsqlDbType type) =>
    [
        type == NpgsqlDbType.Jsonb
            ? Text((copy, value) => copy.WriteJson(value))
            : Text((copy, value) => copy.Write(value)),
        (CopyBuffer copy, Guid value) => copy.Write(value),
        (CopyBuffer copy, int value) => copy.Write(value),
        (CopyBuffer copy, long value) => copy.Write(value),
        (CopyBuffer copy, bool value) => copy.Write(value),
        (CopyBuffer copy, decimal value) => copy.Write(value),
        (CopyBuffer copy, DateOnly value) => copy.Write(value),
        (CopyBuffer copy, DateTimeOffset value) => copy.Write(value),
        Maybe<Guid>((copy, value) => copy.Write(value)),
        Maybe<int>((copy, value) => copy.Write(value)),
        Maybe<long>((copy, value) => copy.Write(value)),
        Maybe<bool>((copy, value) => copy.Write(value)),
        Maybe<decimal>((copy, value) => copy.Write(value)),
        Maybe<DateOnly>((copy, value) => copy.Write(value)),
        Maybe<DateTimeOffset>((copy, value) => copy.Write(value)),
    ];

    private static Action<CopyBuffer, T?> Maybe<T>(Action<CopyBuffer, T> write)
        where T : struct => (copy, value) =>
    {
        if (value is { } there)
            write(copy, there);
        else
            copy.Null();
    };

    private static Action<CopyBuffer, string?> Text(Action<CopyBuffer, string> write) => (copy, value) =>
    {
        if (value is { } there)
            write(copy, there);
        else
            copy.Null();
    };
}
