namespace LeadLedger.Server.Importing.Mapping;

/// <summary>One thing that is wrong with a mapping, or with the data that it was written for.</summary>
/// <param name="Line">Of the mapping file, counted from 1; 0 where it is about the file as a whole.</param>
/// <param name="Path">The key that it is about, such as <c>commands[2].when.column</c>; empty for the whole.</param>
internal sealed record MappingProblem(long Line, string Path, string Message)
{
    public override string ToString() => (Line, Path) switch
    {
        (0, _) => Message,
        (_, "") => $"line {Line}: {Message}",
        _ => $"line {Line}, {Path}: {Message}",
    };
}

/// <summary>
/// The mapping can't be used: nothing was written. An exception, because it ends the run from wherever it is found;
/// all that is wrong is said at once.
/// </summary>
internal sealed class UnusableMappingException(IReadOnlyList<MappingProblem> problems)
    : Exception(string.Join(Environment.NewLine, problems))
{
    public UnusableMappingException(string message)
        : this([new MappingProblem(0, "", message)])
    {
    }

    public IReadOnlyList<MappingProblem> Problems { get; } = problems;
}
