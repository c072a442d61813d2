using Microsoft.AspNetCore.Http.Extensions;

namespace LeadLedger.Server.Http;

/// <summary>One page of a list.</summary>
/// <param name="Next">The address of the next page; null: this is the last.</param>
public sealed record Page<TItem>(IReadOnlyList<TItem> Items, string? Next);

/// <summary>
/// Where a page of a list starts and how long it is, and how its answer says where the next one starts. Lists go on
/// after the last item's keys, never at a count: what others change meanwhile moves no item onto two pages or none.
/// </summary>
public sealed class Paging
{
    private readonly QueryCall call;
    private readonly string list;

    private Paging(QueryCall call, string list, int limit, IReadOnlyList<string>? after) =>
        (this.call, this.list, Limit, After) = (call, list, limit, after);

    public int Limit { get; }

    /// <summary>One more than the page has, to see whether there is a next one.</summary>
    public int Take => Limit + 1;

    /// <summary>The keys of the item that the page comes after; none on the first page.</summary>
    public IReadOnlyList<string>? After { get; }

    /// <summary>One of them, as text for SQL to cast; null on the first page.</summary>
    public string? Key(int number) => After?[number];

    /// <summary>Called when every other parameter was read; refuses unknown ones.</summary>
    /// <param name="keys">How many keys the list's order has.</param>
    public static Problem? Read(QueryCall call, int keys, out Paging paging)
    {
        var limit = call.Query.Limit();
        var cursor = call.Query.Text("cursor", longest: 2000);
        var list = ListOf(call);
        var after = cursor is null ? null : call.Read.Cursors.Read(list, cursor);
        paging = new(call, list, limit, after);
        if (call.Query.Problem is { } problem)
            return problem;
        return cursor is null || after?.Count == keys ? null : Problems.CursorIsNotValid;
    }

    /// <summary>The page out of at most <see cref="Take"/> rows.</summary>
    /// <param name="rows">In the list's order.</param>
    /// <param name="keys">A row's, by that order; exact, where what is shown may be rounded.</param>
    /// <param name="show">Makes an item of a row.</param>
    public Answer Answer<TRow, TItem>(
        List<TRow> rows, Func<TRow, IReadOnlyList<string>> keys, Func<TRow, TItem> show)
    {
        var next = Next(rows, keys);
        var page = new Page<TItem>([.. rows.Take(Limit).Select(show)], next);
        return Http.Answer.Ok(page) with { Next = next, Position = call.Position };
    }

    /// <summary>The address of the next page; null: at most <see cref="Limit"/> rows were there.</summary>
    /// <inheritdoc cref="Answer{TRow, TItem}"/>
    public string? Next<TRow>(List<TRow> rows, Func<TRow, IReadOnlyList<string>> keys) =>
        rows.Count > Limit ? AddressAfter(keys(rows[Limit - 1])) : null;

    /// <inheritdoc cref="Answer{TRow, TItem}"/>
    public Answer Answer<TItem>(List<TItem> rows, Func<TItem, IReadOnlyList<string>> keys) =>
        Answer(rows, keys, item => item);

    private string AddressAfter(IReadOnlyList<string> keys)
    {
        var request = call.Http.Request;
        var query = new QueryBuilder(request.Query.Where(given => given.Key != "cursor"))
        {
            { "cursor", call.Read.Cursors.Make(list, keys) },
        };
        return request.Path + query.ToQueryString();
    }

    /// <summary>The list by its path and filters. How long a page is may change from page to page.</summary>
    private static string ListOf(QueryCall call)
    {
        var filters = call.Http.Request.Query
            .Where(given => given.Key is not ("cursor" or "limit"))
            .OrderBy(given => given.Key, StringComparer.Ordinal)
            .Select(given => $"{Uri.EscapeDataString(given.Key)}={Uri.EscapeDataString(given.Value.ToString())}");
        return $"{call.Http.Request.Path}?{string.Join('&', filters)}";
    }
}
