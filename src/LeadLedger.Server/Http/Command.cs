using System.Globalization;
using LeadLedger.Domain;
using LeadLedger.Server.Leads;
using LeadLedger.Server.Ledger;

namespace LeadLedger.Server.Http;

/// <summary>
/// One command of the API, whatever its request is: what a route and a line of a bulk need to read it, check it and
/// decide it the same way.
/// </summary>
public interface ICommand<TState, TEvent>
    where TEvent : class
{
    /// <summary>Imperative, camelCase: <c>rejectLead</c>. It is part of what a request's hash is made of.</summary>
    string Name { get; }

    TargetKind Target { get; }

    /// <summary>Who may, in the order in which a caller with several roles is taken to act.</summary>
    IReadOnlyList<Role> Roles { get; }

    /// <summary>Without the version that was seen it is refused (428).</summary>
    bool RequiresIfMatch { get; }

    Type RequestType { get; }

    /// <summary>Reads the JSON and checks it; what is left is to be decided.</summary>
    Reading<Prepared<TState, TEvent>> Prepare(
        ReadOnlySpan<byte> json, CommandEnvelope envelope, WriteSide ledger);
}

/// <summary>What comes with a command besides its request.</summary>
/// <param name="ActAs">The role that a caller with several asks to act in.</param>
/// <param name="IfMatch">The version that the caller saw.</param>
public sealed record CommandEnvelope(
    Caller Caller,
    Role? ActAs,
    CommandTarget Target,
    string IdempotencyKey,
    long? IfMatch,
    string? CorrelationId,
    string? CausationId);

/// <summary>A command that was read and is valid in shape: what is left is to decide it on its stream.</summary>
/// <param name="StreamId">The stream that it goes to.</param>
/// <param name="Question">What to decide there.</param>
/// <param name="Answer">Makes the answer of the outcome, and of nothing else.</param>
public sealed record Prepared<TState, TEvent>(
    Guid StreamId,
    Question<TState, TEvent> Question,
    Func<Outcome<TState>, Answer> Answer)
    where TEvent : class;

/// <summary>A command with the types of its request and of the stream that it goes to.</summary>
/// <param name="Kind">The kind of stream.</param>
/// <param name="Prepare">Called with a request that is valid in shape, from a caller whose role opens it.</param>
public sealed record Command<TRequest, TState, TEvent>(
    string Name,
    TargetKind Target,
    IReadOnlyList<Role> Roles,
    StreamKind<TState, TEvent> Kind,
    RequestValidator<TRequest> Validator,
    Func<CommandCall<TRequest>, Prepared<TState, TEvent>> Prepare,
    bool RequiresIfMatch = false) : ICommand<TState, TEvent>
    where TRequest : class
    where TEvent : class
{
    public Type RequestType => typeof(TRequest);

    Reading<Prepared<TState, TEvent>> ICommand<TState, TEvent>.Prepare(
        ReadOnlySpan<byte> json, CommandEnvelope envelope, WriteSide ledger)
    {
        var reading = JsonBody.Parse<TRequest>(json);
        return reading.Value is { } request ? Check(request, envelope, ledger) : new(null, reading.Problem);
    }

    /// <summary>What is checked of every command, in this order, before its own rules are.</summary>
    public Reading<Prepared<TState, TEvent>> Check(TRequest request, CommandEnvelope envelope, WriteSide ledger)
    {
        if (envelope.Caller.RoleFor(Roles, envelope.ActAs) is not { } role)
            return new(null, Problems.RoleNotAllowed(Roles));
        if (RequiresIfMatch && envelope.IfMatch is null)
            return new(null, Problems.IfMatchIsRequired);
        if (Validator.Look(request) is { } invalid)
            return new(null, invalid);
        var said = request as LeadRequest;
        if (said?.By is not null && role != Role.Importer)
            return new(null, Problems.OnlyImportersNameOthers);
        var now = ledger.Clock.Now();
        var act = new Act(
            envelope.Caller.Subject, role, said?.By ?? envelope.Caller.Subject, said?.OccurredAt ?? now, now);
        return new(Prepare(new CommandCall<TRequest>(Name, request, act, envelope, ledger)), null);
    }
}

/// <summary>A command on its way: its request, who acts and when, and the ledger it goes to.</summary>
public sealed record CommandCall<TRequest>(
    string Command, TRequest Request, Act Act, CommandEnvelope Envelope, WriteSide Ledger)
{
    public CommandTarget Target => Envelope.Target;

    // With what it is about in the stream, or the same key could be used for the same request about another part of it.
    private string What => Target switch
    {
        { Member: { } member } => $"{Command} {member}",
        { Number: 0 } => Command,
        { Number: var number } => string.Create(CultureInfo.InvariantCulture, $"{Command} {number}"),
    };

    /// <summary>What goes with the events into that stream.</summary>
    public CommandContext ContextFor(Guid streamId) => new(
        Act,
        Envelope.IdempotencyKey,
        Ledger.Identity.HashOf(What, streamId, Request),
        Envelope.IfMatch,
        Envelope.CorrelationId,
        Envelope.CausationId);
}
