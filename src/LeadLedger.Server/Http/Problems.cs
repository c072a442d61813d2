using LeadLedger.Domain;
using LeadLedger.Server.Ledger;

namespace LeadLedger.Server.Http;

/// <summary>
/// The problems that aren't refusals of a rule: the request can't be read, its caller may not, or the ledger can't
/// answer now. All are listed in docs/adr/0008-http-answers.md.
/// </summary>
public static class Problems
{
    public static Problem MalformedJson(string detail) =>
        new("malformed-json", 400, "The body isn't JSON.", detail);

    public static Problem BodyIsMissing { get; } =
        new("body-is-missing", 400, "The request has no body.", "This request needs a JSON object as its body.");

    public static Problem BodyTooLarge(long limitBytes) =>
        new("body-too-large", 413, "The body is too large.", $"A body here has at most {limitBytes} bytes.");

    public static Problem ContentTypeNotSupported(string supported) =>
        new("content-type-not-supported", 415, "The body's content type isn't supported.",
            $"Send {supported}, in UTF-8.");

    /// <summary>The JSON doesn't have the shape that is asked for; the first error decides the type.</summary>
    public static Problem WrongShape(IReadOnlyList<FieldError> errors) =>
        new(errors[0].Rule, 400, "The body doesn't have the shape that is asked for.", errors[0].Message)
        {
            Field = errors[0].Field,
            Errors = errors,
        };

    public static Problem RequestIsNotValid(IReadOnlyList<FieldError> errors) =>
        new("request-is-not-valid", 422, "The request isn't valid.",
            errors.Count == 1 ? errors[0].Message : $"{errors.Count} things are wrong with the request.")
        {
            Field = errors.Count == 1 ? errors[0].Field : null,
            Errors = errors,
        };

    public static Problem HeaderIsNotValid(string header, string detail) =>
        new("header-is-not-valid", 400, "A header isn't valid.", detail) { Field = header };

    public static Problem IdempotencyKeyIsNotValid { get; } =
        new("idempotency-key-is-not-valid", 400, "The idempotency key isn't valid.",
            "Idempotency-Key has 1 to 200 visible ASCII characters, and is given once.")
        { Field = "Idempotency-Key" };

    public static Problem IfMatchIsNotValid { get; } =
        new("if-match-is-not-valid", 400, "The If-Match header isn't valid.",
            "If-Match names the one version that you saw, as the ETag gave it: a number in double quotes.")
        { Field = "If-Match" };

    public static Problem IfMatchIsRequired { get; } =
        new("if-match-is-required", 428, "The version that you saw is required.",
            "Say with If-Match which version you decided on: its ETag came with your last read.")
        { Field = "If-Match" };

    public static Problem NotTheVersionSeen(long currentVersion) =>
        new("not-the-version-seen", 412, "It isn't at the version that you saw.",
            $"It is at version {currentVersion} now: read it and decide anew.")
        { Field = "If-Match", CurrentVersion = currentVersion };

    public static Problem KeyUsedForAnotherRequest { get; } =
        new("idempotency-key-used-for-another-request", 422, "The idempotency key was used for another request.",
            "This key came before with another request: a new request needs a new key.")
        { Field = "Idempotency-Key" };

    public static Problem TooContended { get; } =
        new("too-contended", 503, "Others were faster each time.",
            "Many change this at the same time; nothing was written. Send the same request again.")
        { RetryAfterSeconds = 1 };

    public static Problem LedgerUnavailable { get; } =
        new("ledger-unavailable", 503, "The ledger can't be reached.",
            "Send the same request again with the same Idempotency-Key: what was written already has no second effect.")
        { RetryAfterSeconds = 2 };

    public static Problem ServiceBusy { get; } =
        new("service-busy", 503, "There is too much to do.",
            "Nothing was written. Send the same request again in a moment.")
        { RetryAfterSeconds = 1 };

    public static Problem OutcomeUnknown { get; } =
        new("outcome-unknown", 503, "The ledger hasn't said yet what became of it.",
            "It may be written or not. Send the same request again with the same Idempotency-Key: that is safe, and "
            + "its answer tells.")
        { RetryAfterSeconds = 2 };

    public static Problem ErasureNotListed { get; } =
        new("erasure-not-listed", 503, "The person is erased, but not yet on the list outside the database.",
            "The key is destroyed, and the ledger says so; the list that a restore needs can't be written. Send the same "
            + "request again.")
        { RetryAfterSeconds = 2 };

    public static Problem ReadNotRecorded { get; } =
        new("read-not-recorded", 503, "It can't be put on the record who reads this.",
            "What an auditor reads about a person is put on record first; that isn't possible now. Ask again.")
        { RetryAfterSeconds = 2 };

    public static Problem ProjectionIsBehind { get; } =
        new("projection-is-behind", 503, "The read models aren't there yet.",
            "The position in Ledger-Min-Position wasn't reached in time; ask again.")
        { Field = "Ledger-Min-Position", RetryAfterSeconds = 1 };

    public static Problem NoToken { get; } =
        new("not-authenticated", 401, "Who asks isn't known.",
            "Send a valid bearer token in the Authorization header.");

    public static Problem RoleNotAllowed(IReadOnlyList<Role> allowed) =>
        new("role-not-allowed", 403, "None of your roles may do this.",
            allowed.Count == 0 ? "Nobody may."
                : $"It takes {string.Join(" or ", allowed.Select(role => role.Code()))}.");

    public static Problem OnlyImportersNameOthers { get; } =
        new("only-importers-name-others", 403, "Only an importer may say whose deed it was.",
            "Leave out 'by': who acts is taken from the token.")
        { Field = "by" };

    public static Problem QueryIsNotValid(IReadOnlyList<FieldError> errors) =>
        new("query-is-not-valid", 400, "A query parameter isn't valid.", errors[0].Message)
        {
            Field = errors[0].Field,
            Errors = errors,
        };

    public static Problem QueryContradictsItself(string parameter, string detail) =>
        new("query-contradicts-itself", 422, "The query contradicts itself.", detail) { Field = parameter };

    public static Problem CursorIsNotValid { get; } =
        new("cursor-is-not-valid", 400, "The cursor isn't valid.",
            "A cursor is used as it was given, for the list and the filters that it was given with.")
        { Field = "cursor" };

    public static Problem PathIsNotValid(string parameter, string detail) =>
        new("path-is-not-valid", 400, "A part of the path isn't valid.", detail) { Field = parameter };

    public static Problem NoSuchRoute { get; } =
        new("no-such-route", 404, "There is nothing at this address.", "See /swagger for what there is.");

    public static Problem MethodNotAllowed(string? allowed) =>
        new("method-not-allowed", 405, "This address has no such method.", $"It has {allowed}.");

    public static Problem NotFound(string what) =>
        new("not-found", 404, "It doesn't exist.", $"There is no such {what}.");

    public static Problem NotSealedYet { get; } =
        new("not-sealed-yet", 404, "It isn't sealed yet.",
            "No event at that position is sealed. If one was recorded there just now, ask again in a second.")
        { RetryAfterSeconds = 1 };

    public static Problem NotAMember(string what) =>
        new("not-a-member", 403, "It isn't yours to see.", $"Only members of this {what} may see it.");

    public static Problem NotForParties { get; } =
        new("not-for-parties", 403, "It isn't any agreement's.",
            "Parties may export what belongs to their agreements; this is the whole company's.");

    public static Problem TooManySimulations { get; } =
        new("too-many-simulations", 429, "Too many simulations are under way.",
            "Nothing was kept. Send the same request again when some of them are done.")
        { RetryAfterSeconds = 10 };

    public static Problem OnlyWhoAskedCancels { get; } =
        new("only-who-asked-cancels", 403, "Only who asked for it, or an operator, cancels it.",
            "Others who may see the agreement may read it.");

    public static Problem Unexpected { get; } =
        new("unexpected", 500, "Something went wrong here.",
            "It was recorded under this trace id; the request may be sent again with the same Idempotency-Key.");
}
