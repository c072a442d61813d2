using LeadLedger.Server.Http;

namespace LeadLedger.Server.Reviews;

/// <summary>Which cases somebody asks for, whatever their state.</summary>
internal sealed record QueueFilters
{
    /// <summary>The parameters of every list and count of cases.</summary>
    public static IReadOnlyList<QueryParameter> Parameters { get; } =
    [
        new("agreement", typeof(Guid), "Of one agreement."),
        new("panel", typeof(Guid), "Of one panel."),
        new("segment", typeof(string), "Of one segment.", "enterprise"),
        new("source", typeof(string), "Of leads from one source.", "paid-search"),
        new("conversionAction", typeof(string), "Of leads by what the person did.", "demo-request"),
        new("reason", typeof(string), "Rejected for one reason (a code of the terms).", "no-budget"),
        new("criterion", typeof(string), "Rejected on one criterion (a code of the terms).", "budget"),
        new("rejectedBy", typeof(string), "Rejected by one person.", "ada"),
        new("mine", typeof(bool), "true: those whose claim the caller holds. false: the others.", true),
        new("unclaimed", typeof(bool), "true: nobody's claim holds. false: somebody's does."),
        new("overdue", typeof(bool), "true: open, and the time to rule has passed. false: not so."),
        new("withoutChair", typeof(bool),
            "true: open, and nobody on the panel can preside, so that somebody has to be seated. false: not so."),
    ];

    public Guid? Agreement { get; init; }
    public Guid? Panel { get; init; }
    public string? Segment { get; init; }
    public string? Source { get; init; }
    public string? ConversionAction { get; init; }
    public string? Reason { get; init; }
    public string? Criterion { get; init; }
    public string? RejectedBy { get; init; }
    public bool? Mine { get; init; }
    public bool? Unclaimed { get; init; }
    public bool? Overdue { get; init; }
    public bool? WithoutChair { get; init; }

    public static QueueFilters Read(QueryParameters query) => new()
    {
        Agreement = query.Id("agreement"),
        Panel = query.Id("panel"),
        Segment = query.Text("segment"),
        Source = query.Text("source"),
        ConversionAction = query.Text("conversionAction"),
        Reason = query.Text("reason"),
        Criterion = query.Text("criterion"),
        RejectedBy = query.Text("rejectedBy"),
        Mine = query.Flag("mine"),
        Unclaimed = query.Flag("unclaimed"),
        Overdue = query.Flag("overdue"),
        WithoutChair = query.Flag("withoutChair"),
    };

    /// <summary>
    /// What must hold of a case <c>c</c> of <c>review_desk.review_case</c>; only what was asked for is in it, so that
    /// each question gets a plan of its own.
    /// </summary>
    /// <param name="values">Takes the filters' values in.</param>
    /// <param name="me">Whose <see cref="Mine"/> it is.</param>
    /// <param name="now">The instant by which claims and deadlines are judged.</param>
    public IReadOnlyList<string> Conditions(SqlValues values, string me, DateTimeOffset now)
    {
        var conditions = new List<string>();
        Equal("agreement_id", Agreement);
        Equal("panel_id", Panel);
        Equal("segment", Segment);
        Equal("source", Source);
        Equal("conversion_action", ConversionAction);
        Equal("reason_code", Reason);
        Equal("criterion", Criterion);
        Equal("rejected_by", RejectedBy);
        if (Mine is { } own)
        {
            var held = $"c.claimed_by = {values.Add(me)} and {Held(values.Add(now))}";
            conditions.Add(own ? held : $"({held}) is not true");
        }
        if (Unclaimed is { } free)
            conditions.Add($"({Held(values.Add(now))}) is {(free ? "not true" : "true")}");
        if (Overdue is { } late)
            conditions.Add($"(c.state = 'open' and c.ruling_due_at < {values.Add(now)}) is {Is(late)}");
        if (WithoutChair is { } lacking)
            conditions.Add($"{(lacking ? "" : "not ")}exists ({WithoutChairSql})");
        return conditions;

        void Equal(string column, object? value)
        {
            if (value is not null)
                conditions.Add($"c.{column} = {values.Add(value)}");
        }
    }

    /// <summary>Whether the claim on a case <c>c</c> holds at an instant.</summary>
    public static string Held(string now) => $"c.claimed_until > {now} and c.claimer_judges";

    private const string WithoutChairSql = """
        select from bi_v1.review_queue q
        where q.lead_id = c.lead_id and q.case_number = c.case_number and q.without_chair
        """;

    private static string Is(bool so) => so ? "true" : "not true";
}
