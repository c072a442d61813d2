namespace LeadLedger.Server.Http;

/// <summary>What the OpenAPI document says of a route.</summary>
/// <param name="Summary">A few words.</param>
/// <param name="Description">What a caller has to know.</param>
/// <param name="RequestExample">As it is sent; null where there is no body.</param>
/// <param name="AnswerExample">As it is answered.</param>
/// <param name="AnswerStatus">201 where something is created.</param>
/// <param name="Refusals">Codes of refusals worth naming, by their types.</param>
public sealed record OperationText(
    string Summary,
    string Description,
    object? RequestExample,
    object AnswerExample,
    int AnswerStatus = StatusCodes.Status200OK,
    IReadOnlyList<Type>? Refusals = null)
{
    /// <summary>The tag that the route stands under; null: by the first part of its path.</summary>
    public string? Tag { get; init; }

    /// <summary>Problems of this route alone that aren't refusals.</summary>
    public IReadOnlyList<Problem> Problems { get; init; } = [];

    public string RequestContentType { get; init; } = "application/json";

    public string AnswerContentType { get; init; } = "application/json";

    /// <summary>Another type that it is answered in where that is asked for, with an example; null: none.</summary>
    public (string ContentType, object Example)? AlsoAnswers { get; init; }

    /// <summary>The answer as text to be printed, for a caller whose Accept asks for that; null: there is none.</summary>
    public string? ProseExample { get; init; }
}

/// <summary>A route as the OpenAPI document needs to know it.</summary>
/// <param name="RequestType">Null: no body, or one that isn't a single JSON value.</param>
public sealed record Operation(OperationText Text, Type? RequestType = null, bool RequiresIfMatch = false)
{
    /// <summary>Its id in the document: a command's name; null: made of the path.</summary>
    public string? Id { get; init; }

    /// <summary>There may be nothing to answer with: 204.</summary>
    public bool MayBeEmpty { get; init; }

    /// <summary>Long work is answered with a job instead: 202, with this example; null: there is none.</summary>
    public object? JobExample { get; init; }

    /// <summary>Problems of its own besides those that all routes have.</summary>
    public IReadOnlyList<Problem> Problems { get; init; } = [];

    /// <summary>The parameters that a query may have.</summary>
    public IReadOnlyList<QueryParameter> Query { get; init; } = [];

    /// <summary>
    /// It is answered from the read models, so that a caller may ask them to have come to a position.
    /// </summary>
    public bool ReadsModels { get; init; }

    /// <summary>It is answered from its parameters alone, so the answer has neither a version nor a position.</summary>
    public bool IsCalculation { get; init; }
}

/// <summary>A query parameter.</summary>
/// <param name="Type">What it is read as: string, int, decimal, Guid, DateOnly, DateTimeOffset, Month, or an enum.</param>
public sealed record QueryParameter(string Name, Type Type, string Description, object? Example = null)
{
    public bool IsRequired { get; init; }

    /// <summary>What every list has.</summary>
    public static QueryParameter[] Paging { get; } =
    [
        new("limit", typeof(int), "How many items a page has: 1 to 200, 50 unless said.", 50),
        new("cursor", typeof(string), "Where to go on: as the last page's link gave it."),
    ];
}
