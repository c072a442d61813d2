using System.Data.Common;
using LeadLedger.Domain;
using LeadLedger.Server.Http;
using LeadLedger.Server.Ledger;
using LeadLedger.Server.Running.Database;
using Npgsql;

namespace LeadLedger.Server.Audit;

/// <summary>
/// The record of who read what about a person (docs/erasure.md). It is written before anything is shown: what can't be
/// put on the record isn't shown.
/// </summary>
public sealed class ReadRecord([FromKeyedServices(Pools.Queries)] NpgsqlDataSource database)
{
    /// <summary>The door of whoever reads on the command line, who holds the secrets.</summary>
    public const string CommandLineDoor = "leadledger";

    private const string Sql = """
        insert into leadledger.personal_read (reader, role, lead_id, door, correlation_id)
        select $1, $2, lead_id, $4, $5 from unnest($3) as lead_id
        """;

    /// <summary>Puts a read over HTTP on the record, if the caller reads as an auditor.</summary>
    /// <param name="leads">Whose persons are about to be shown.</param>
    /// <exception cref="ReadNotRecordedException">It can't be written; then nothing may be shown.</exception>
    public Task Note(QueryCall call, params Guid[] leads) =>
        call.Caller.Is(Role.Auditor) && leads.Length > 0
            ? Write(
                new(call.Caller.Subject, Role.Auditor.Code(), DoorOf(call.Http), CorrelationOf(call.Http)),
                leads,
                call.Cancellation)
            : Task.CompletedTask;

    /// <summary>Puts a read on the record.</summary>
    /// <param name="read">Who reads, and by which door.</param>
    /// <param name="leads">Whose persons are about to be shown.</param>
    /// <exception cref="ReadNotRecordedException">It can't be written; then nothing may be shown.</exception>
    public async Task Write(PersonalRead read, Guid[] leads, CancellationToken cancellation)
    {
        try
        {
            await using var connection = await database.OpenConnectionAsync(cancellation);
            await using var command = new NpgsqlCommand(Sql, connection)
            {
                Parameters =
                {
                    new() { Value = read.Reader }, new() { Value = read.Role }, new() { Value = leads },
                    new() { Value = read.Door }, new() { Value = (object?)read.CorrelationId ?? DBNull.Value },
                },
            };
            await command.PrepareAsync(cancellation);
            await command.ExecuteNonQueryAsync(cancellation);
        }
        catch (Exception failure) when (failure is DbException or TimeoutException)
        {
            throw new ReadNotRecordedException("A read of personal data can't be put on the record.", failure);
        }
    }

    /// <summary>The route, as the documentation names it.</summary>
    private static string DoorOf(HttpContext http) =>
        $"{http.Request.Method} /{(http.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText?.TrimStart('/')}";

    private static string CorrelationOf(HttpContext http) =>
        RequestHeaders.Opaque(http.Request.Headers, RequestHeaders.CorrelationName, out var given) is null
            && given is not null ? given : AnswerWriting.TraceOf(http);
}

/// <summary>Somebody reads what is about a person.</summary>
/// <param name="Reader">Their subject.</param>
/// <param name="Role">In which role.</param>
/// <param name="Door">By which route or verb.</param>
/// <param name="CorrelationId">The request's.</param>
public sealed record PersonalRead(string Reader, string Role, string Door, string? CorrelationId);

/// <summary>It can't be put on the record who reads this, so it isn't shown.</summary>
public sealed class ReadNotRecordedException : Exception
{
    public ReadNotRecordedException() { }
    public ReadNotRecordedException(string message) : base(message) { }
    public ReadNotRecordedException(string message, Exception inner) : base(message, inner) { }
}
