using System.Collections.Frozen;
using LeadLedger.Domain.Agreements;
using LeadLedger.Domain.Leads;
using LeadLedger.Domain.Panels;
using LeadLedger.Server.Agreements;
using LeadLedger.Server.Http;
using LeadLedger.Server.Leads;
using LeadLedger.Server.Ledger;
using LeadLedger.Server.Panels;

namespace LeadLedger.Server.Bulk;

/// <summary>A command of the API as a line uses it, whatever kind of stream it goes to.</summary>
internal abstract class LineCommand
{
    private static readonly FrozenDictionary<string, LineCommand> ByName = ((IEnumerable<LineCommand>)
    [
        .. LeadCommands.All.Select(command => new On<Lead, LeadEvent>(StreamKinds.Lead, command)),
        new On<Agreement?, AgreementEvent>(StreamKinds.Agreement, DraftAgreementEndpoint.Command),
        new On<Agreement?, AgreementEvent>(StreamKinds.Agreement, ProposeTermsEndpoint.Command),
        new On<Agreement?, AgreementEvent>(StreamKinds.Agreement, SignTermsEndpoint.Command),
        new On<Panel?, PanelEvent>(StreamKinds.Panel, SeatPanelEndpoint.Command),
    ]).ToFrozenDictionary(command => command.Name, StringComparer.Ordinal);

    /// <summary>All commands' names.</summary>
    public static IEnumerable<string> Names => ByName.Keys.Order(StringComparer.Ordinal);

    /// <summary>Null: there is none of that name.</summary>
    public static LineCommand? Named(string name) => ByName.GetValueOrDefault(name);

    public abstract string Name { get; }

    public abstract TargetKind Target { get; }

    public abstract string StreamKind { get; }

    /// <summary>Reads and checks the request; what is left is to be decided on its stream.</summary>
    public abstract Reading<PreparedLine> Prepare(
        ReadOnlySpan<byte> json, CommandEnvelope envelope, WriteSide ledger);

    private sealed class On<TState, TEvent>(StreamKind<TState, TEvent> kind, ICommand<TState, TEvent> command)
        : LineCommand
        where TEvent : class
    {
        public override string Name => command.Name;

        public override TargetKind Target => command.Target;

        public override string StreamKind => kind.Name;

        public override Reading<PreparedLine> Prepare(
            ReadOnlySpan<byte> json, CommandEnvelope envelope, WriteSide ledger)
        {
            // The role first, as on the route: who may not do this isn't told what is wrong with their request.
            if (envelope.Caller.RoleFor(command.Roles, envelope.ActAs) is null)
                return new(null, Problems.RoleNotAllowed(command.Roles));
            var reading = command.Prepare(json, envelope, ledger);
            return reading.Value is { } prepared
                ? new(new PreparedLine<TState, TEvent>(kind, prepared), null)
                : new(null, reading.Problem);
        }
    }
}

/// <summary>A line's command that is ready to be decided, together with the others on its stream.</summary>
internal abstract class PreparedLine(Guid streamId)
{
    public Guid StreamId { get; } = streamId;

    /// <summary>Begins a turn of this line's stream.</summary>
    public abstract StreamTurn Turn();
}

internal sealed class PreparedLine<TState, TEvent>(StreamKind<TState, TEvent> kind, Prepared<TState, TEvent> prepared)
    : PreparedLine(prepared.StreamId)
    where TEvent : class
{
    public Prepared<TState, TEvent> Prepared => prepared;

    public override StreamTurn Turn() => new StreamTurn<TState, TEvent>(kind, StreamId);
}
