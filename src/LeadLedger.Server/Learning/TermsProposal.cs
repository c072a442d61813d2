using LeadLedger.Domain;
using LeadLedger.Domain.Learning;
using LeadLedger.Server.Agreements;

namespace LeadLedger.Server.Learning;

/// <summary>A month's terms as the data would have them.</summary>
/// <param name="BasedOnVersion">The terms in force in the month as things stand; what isn't measured is theirs.</param>
/// <param name="Cohort">The leads that it rests on; null: none yet, or nobody knows how long a sale takes.</param>
/// <param name="Changes">How many values are proposed to be others.</param>
/// <param name="Values">Each value that was looked at, with its evidence.</param>
/// <param name="Formulas">How the observed figures and their intervals are reckoned.</param>
/// <param name="Draft">To be proposed as it is, or after a change, by POST …/terms.</param>
public sealed record TermsProposal(
    AgreementId AgreementId,
    Month Month,
    int BasedOnVersion,
    ProposalCohort? Cohort,
    int Changes,
    IReadOnlyList<ProposedValue> Values,
    IReadOnlyList<string> Formulas,
    ProposeTermsRequest Draft);

/// <summary>Whose averages the month is reckoned with (004).</summary>
/// <param name="From">The first month of handoffs: month − 2 × cycleMonths.</param>
/// <param name="To">The last one: month − cycleMonths.</param>
/// <param name="CycleFrom">Who says how long a sale takes.</param>
/// <param name="Handoffs">All of them: decided, censored and taken back.</param>
/// <param name="Decided">Those that had their whole cycle, or came to an end before.</param>
/// <param name="Censored">Those of the last month, or too young, that are open: neither won nor lost.</param>
/// <param name="TakenBack">Those whose rejection was upheld: they count in no rate.</param>
public sealed record ProposalCohort(
    Month From,
    Month To,
    int CycleMonths,
    CycleSource CycleFrom,
    long Handoffs,
    long Decided,
    long Censored,
    long TakenBack,
    long Won);

/// <summary>Who says how long a sale takes.</summary>
public enum CycleSource
{
    Terms,

    /// <summary>The deals won so far, on average, in whole months rounded up.</summary>
    Deals,
}
