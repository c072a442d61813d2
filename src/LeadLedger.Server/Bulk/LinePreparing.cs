using System.Globalization;
using System.Runtime.ExceptionServices;
using LeadLedger.Server.Http;
using LeadLedger.Server.Ledger;

namespace LeadLedger.Server.Bulk;

/// <summary>Makes of a line what its command's route would make of a request.</summary>
internal sealed class LinePreparing(WriteSide ledger, BulkCaller caller, BulkPatience patience)
{
    public Decider Decider => ledger.Decider;

    /// <summary>The whole bulk's.</summary>
    public BulkPatience Patience => patience;

    /// <summary>The line's command, ready to be decided, or what is wrong with it.</summary>
    /// <param name="line">As it was read.</param>
    /// <param name="stream">What it is about, as far as the line says so; null for a new stream.</param>
    public Reading<PreparedLine> Prepare(BulkLine line, out StreamName? stream)
    {
        stream = null;
        if (line.Failure is { } failure)
            ExceptionDispatchInfo.Throw(failure);
        if (line.Command is not { } written)
            return new(null, line.Problem);
        if (LineCommand.Named(written.Command) is not { } command)
            return new(null, BulkProblems.CommandIsUnknown);
        if (TargetOf(command.Target, written, out var target) is { } problem)
            return new(null, problem);
        if (target.StreamId != Guid.Empty)
            stream = new(command.StreamKind, target.StreamId);
        var envelope = new CommandEnvelope(
            caller.Caller,
            caller.ActAs,
            target,
            written.IdempotencyKey ?? KeyOf(line.Number),
            written.IfMatch,
            caller.CorrelationId,
            caller.CausationId);
        var reading = command.Prepare(written.Request.Span, envelope, ledger);
        // A first handoff says itself which lead it makes; a line that names another one is a mistake.
        return reading.Value is { } prepared && LeadOf(written) is { } lead && lead != prepared.StreamId
            ? new(null, BulkProblems.LeadIsAnother)
            : reading;
    }

    private string KeyOf(long line) =>
        caller.IdempotencyKey is { } key
            ? string.Create(CultureInfo.InvariantCulture, $"{key}:{line}")
            : Guid.CreateVersion7().ToString();

    private Problem? TargetOf(TargetKind kind, BulkCommand line, out CommandTarget target)
    {
        target = default;
        switch (kind)
        {
            case TargetKind.Nothing:
                return null;
            case TargetKind.Agreement or TargetKind.Terms:
                if (line.AgreementId is not { Value: var agreement })
                    return BulkProblems.TargetIsMissing("agreementId");
                if (kind == TargetKind.Terms && line.TermsVersion is not >= 1)
                    return BulkProblems.TargetIsMissing("version");
                target = new(agreement, kind == TargetKind.Terms ? line.TermsVersion!.Value : 0);
                return null;
            case TargetKind.Panel:
                if (line.PanelId is not { Value: var panel })
                    return BulkProblems.TargetIsMissing("panelId");
                target = new(panel, 0);
                return null;
            default:
                if (LeadOf(line) is not { } lead)
                    return BulkProblems.TargetIsMissing("leadId");
                if (kind != TargetKind.Lead && line.Case is not >= 1)
                    return BulkProblems.TargetIsMissing("case");
                target = new(lead, kind == TargetKind.Lead ? 0 : line.Case!.Value);
                return null;
        }
    }

    private Guid? LeadOf(BulkCommand line) => line.Lead switch
    {
        LeadReference.ById byId => byId.Id.Value,
        LeadReference.ByRecord record => ledger.Identity.LeadOf(record.SourceSystem, record.ExternalReference).Value,
        _ => null,
    };
}
