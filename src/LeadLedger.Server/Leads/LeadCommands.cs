using System.Collections.Frozen;
using LeadLedger.Domain.Leads;
using LeadLedger.Server.Http;
using LeadLedger.Server.Reviews;

namespace LeadLedger.Server.Leads;

/// <summary>Every command on a lead, its reviews included: on its route, and by its name in a bulk.</summary>
internal static class LeadCommands
{
    private static readonly FrozenDictionary<string, ICommand<Lead, LeadEvent>> ByName =
        new ICommand<Lead, LeadEvent>[]
        {
            HandOffLeadEndpoint.Command,
            HandOffLeadAgainEndpoint.Command,
            AssignLeadEndpoint.Command,
            AttemptContactEndpoint.Command,
            ProgressLeadEndpoint.Command,
            RecordOutcomeEndpoint.Command,
            RejectLeadEndpoint.Command,
            WithdrawRejectionEndpoint.Command,
            ReturnLeadToMarketingEndpoint.Command,
            ClaimReviewEndpoint.Command,
            ReleaseReviewEndpoint.Command,
            CastVoteEndpoint.Command,
            RecuseMemberEndpoint.Command,
            IssueRulingEndpoint.Command,
            FollowUpRulingEndpoint.Command,
        }.ToFrozenDictionary(command => command.Name, StringComparer.Ordinal);

    /// <summary>All of them.</summary>
    public static IReadOnlyCollection<ICommand<Lead, LeadEvent>> All => ByName.Values;

    /// <summary>Null: there is none of that name.</summary>
    public static ICommand<Lead, LeadEvent>? Named(string name) => ByName.GetValueOrDefault(name);

    public static void Map(IEndpointRouteBuilder routes)
    {
        HandOffLeadEndpoint.Map(routes);
        HandOffLeadAgainEndpoint.Map(routes);
        AssignLeadEndpoint.Map(routes);
        AttemptContactEndpoint.Map(routes);
        ProgressLeadEndpoint.Map(routes);
        RecordOutcomeEndpoint.Map(routes);
        RejectLeadEndpoint.Map(routes);
        WithdrawRejectionEndpoint.Map(routes);
        ReturnLeadToMarketingEndpoint.Map(routes);
        ClaimReviewEndpoint.Map(routes);
        ReleaseReviewEndpoint.Map(routes);
        CastVoteEndpoint.Map(routes);
        RecuseMemberEndpoint.Map(routes);
        IssueRulingEndpoint.Map(routes);
        FollowUpRulingEndpoint.Map(routes);
    }
}
