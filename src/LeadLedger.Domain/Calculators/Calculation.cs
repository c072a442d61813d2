namespace LeadLedger.Domain.Calculators;

/// <summary>What came of a calculation: its result, or everything that is wrong with its inputs.</summary>
/// <remarks>
/// No <see cref="Refusal"/>: nothing is decided on a ledger here, and all flaws are told at once rather than the first.
/// </remarks>
public sealed class Calculation<TResult>
    where TResult : notnull
{
    private readonly TResult? _result;

    private Calculation(TResult? result, IReadOnlyList<Flaw> flaws) => (_result, Flaws) = (result, flaws);

    /// <summary>Empty if there is a result.</summary>
    public IReadOnlyList<Flaw> Flaws { get; }

    /// <exception cref="InvalidOperationException">There is none: look at the flaws first.</exception>
    public TResult Result => Flaws.Count == 0
        ? _result!
        : throw new InvalidOperationException($"There is no result: {Flaws[0].Message}");

    public static Calculation<TResult> Flawed(params IReadOnlyList<Flaw> flaws) => new(default, flaws);

    public static implicit operator Calculation<TResult>(TResult result) => new(result, []);

    public static implicit operator Calculation<TResult>(Flaw flaw) => Flawed(flaw);
}

/// <summary>An input with which there is nothing to calculate.</summary>
/// <param name="Field">The input, by the name that it has in a query.</param>
/// <param name="Rule">The rule that it breaks, kebab-case; all are listed in docs/refusals.md.</param>
/// <param name="Message">One sentence for a person.</param>
public sealed record Flaw(string Field, string Rule, string Message)
{
    internal static Flaw AnswerIsTooLarge(string field, string answer) => new(
        field,
        "answer-too-large",
        $"With these inputs, '{answer}' is more than {FigureRules.MostAnswerShown}.");
}
