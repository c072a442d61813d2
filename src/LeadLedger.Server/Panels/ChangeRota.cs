using FluentValidation;
using LeadLedger.Domain;
using LeadLedger.Domain.Panels;
using LeadLedger.Server.Http;
using LeadLedger.Server.Ledger;

namespace LeadLedger.Server.Panels;

/// <summary>Who presides in which week from now on.</summary>
/// <param name="Members">In the order of their turns; empty: there is no rota any more.</param>
/// <param name="From">The Monday from which the first one is on duty.</param>
/// <param name="WeeksEach">How long each one's turn is: 1 to 52, 1 unless said.</param>
/// <param name="TimeZone">IANA id; whose Mondays these are.</param>
/// <param name="Swaps">Single weeks, by their Mondays, that somebody else takes.</param>
public sealed record ChangeRotaRequest(
    IReadOnlyList<string> Members,
    DateOnly? From = null,
    int? WeeksEach = null,
    string? TimeZone = null,
    IReadOnlyList<RotaSwap>? Swaps = null);

/// <summary><c>PUT /v1/panels/{panelId}/rota</c></summary>
internal static class ChangeRotaEndpoint
{
    public static Command<ChangeRotaRequest, Panel?, PanelEvent> Command { get; } = new(
        "changeRota",
        TargetKind.Panel,
        [Role.Agreements],
        StreamKinds.Panel,
        new Validator(),
        call => call.OnPanel(panel => ChangeRota.Decide(panel, new(RotaOf(call.Request), call.Act)), creates: false));

    private static readonly OperationText Text = new(
        "Changes the rota",
        "Who presides in turn, each for so many weeks from Monday to Sunday. Before the first turn, and with no "
        + "members at all, the appointed chair presides. In a case that the one on duty can't judge, the appointed "
        + "chair does, then the others in the order of their turns.",
        new ChangeRotaRequest(
            PanelExamples.Rota.Members,
            PanelExamples.Rota.From,
            PanelExamples.Rota.WeeksEach,
            PanelExamples.Rota.TimeZone,
            PanelExamples.Rota.Swaps),
        PanelExamples.Panel,
        Refusals:
        [
            typeof(PanelIsUnknown), typeof(RotaBeginsOnAMonday), typeof(RotaIsOutOfRange),
            typeof(RotaNeedsAKnownTimeZone), typeof(RotaMemberCannotPreside), typeof(SwapIsOfNoWeekOfTheRota),
            typeof(WeekIsSwappedTwice),
        ]);

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapCommand("/panels/{panelId}/rota", Command, Text, HttpMethods.Put);

    private static Rota? RotaOf(ChangeRotaRequest request) => request.Members.Count == 0
        ? null
        : new Rota(
            request.From!.Value, request.WeeksEach ?? 1, request.Members, request.TimeZone!, request.Swaps ?? []);

    private sealed class Validator : RequestValidator<ChangeRotaRequest>
    {
        public Validator()
        {
            RuleFor(request => request.From).NotNull().When(request => request.Members.Count > 0);
            RuleFor(request => request.TimeZone).NotNull().When(request => request.Members.Count > 0);
            RuleForEach(request => request.Members).Subject();
            RuleForEach(request => request.Swaps)
                .ChildRules(swap => swap.RuleFor(one => one.Member).Subject());
        }
    }
}
