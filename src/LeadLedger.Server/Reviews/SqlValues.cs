namespace LeadLedger.Server.Reviews;

/// <summary>The values of a statement put together of parts: each part says by number which are its own.</summary>
internal sealed class SqlValues
{
    private readonly List<object?> values = [];

    public object?[] All => [.. values];

    /// <summary>Takes a value in, and says how the statement names it.</summary>
    public string Add(object value)
    {
        values.Add(value);
        return FormattableString.Invariant($"${values.Count}");
    }
}
