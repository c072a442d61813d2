using LeadLedger.Domain.Agreements;
using LeadLedger.Domain.Leads;

namespace LeadLedger.Domain.Simulations;

/// <summary>
/// A lead as one history has made it, the real one or a simulated one: without anything that the watch recorded, so
/// that its promises are judged by the clocks alone.
/// </summary>
/// <param name="agreement">By which its terms are found.</param>
public sealed class Course(Agreement agreement)
{
    private Dictionary<int, RecordedAct> _handoffs = [];
    private Dictionary<int, RecordedAct> _rejections = [];
    private Dictionary<int, RecordedAct> _rulings = [];
    private Dictionary<int, int> _caseIs = [];

    /// <summary>By which its terms are found.</summary>
    public Agreement Agreement => agreement;

    /// <summary>The lead; <see cref="Leads.Lead.NotHandedOff"/> where this history has none.</summary>
    public Lead Lead { get; private set; } = Lead.Initial;

    /// <summary>The act that made a handoff of this history, by the handoff's number.</summary>
    public IReadOnlyDictionary<int, RecordedAct> Handoffs => _handoffs;

    /// <summary>The act that opened a case of this history, by the case's number.</summary>
    public IReadOnlyDictionary<int, RecordedAct> Rejections => _rejections;

    /// <summary>The act that ruled on a case of this history, by the case's number.</summary>
    public IReadOnlyDictionary<int, RecordedAct> Rulings => _rulings;

    /// <summary>Every promise, how it stands by the clocks and how its deadline came about.</summary>
    /// <param name="asOf">As of when.</param>
    public IReadOnlyList<ExplainedDeadline> Deadlines(DateTimeOffset asOf) =>
        Lead is Lead.Existing lead ? ExplainedDeadlines.Of(lead, agreement, asOf) : [];

    /// <summary>The act that started a promise's clock.</summary>
    public RecordedAct StarterOf(ExplainedDeadline deadline) => deadline switch
    {
        { Promise: OwedPromise.Ruling, Case: { } number } => _rejections[number],
        { Case: { } number } => _rulings[number],
        _ => _handoffs[deadline.Handoff],
    };

    /// <summary>The number that a case of the real history has in this one; 0: it has none.</summary>
    internal int CaseIs(int real) => _caseIs.GetValueOrDefault(real);

    /// <summary>The same history, from here on by itself.</summary>
    internal Course Copy() => new(agreement)
    {
        Lead = Lead,
        _handoffs = new(_handoffs),
        _rejections = new(_rejections),
        _rulings = new(_rulings),
        _caseIs = new(_caseIs),
    };

    /// <summary>The history goes on.</summary>
    /// <param name="e">As it came about in this history.</param>
    /// <param name="act">The act that it came of.</param>
    internal void Take(LeadEvent e, RecordedAct act)
    {
        Lead = Lead.Evolve(Lead, e);
        switch (e)
        {
            case LeadHandedOff or LeadHandedOffAgain:
                _handoffs[((Lead.Existing)Lead).Facts.Handoff.Number] = act;
                break;
            case LeadRejected it:
                _rejections[it.Case] = act;
                _caseIs[((LeadRejected)act.Event).Case] = it.Case;
                break;
            case RulingIssued it:
                _rulings[it.Case] = act;
                break;
        }
    }
}
