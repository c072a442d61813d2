using LeadLedger.Server.Running;
using Npgsql;

namespace LeadLedger.Server.Erasing;

/// <summary>Where this ledger's list of erasures is; known once the ledger's id is.</summary>
public sealed class ErasureListPlace(Settings settings)
{
    private const string LedgerId = "{ledger}";

    private volatile ErasureList? list;

    /// <summary>Null: none is kept, or the ledger's id isn't known yet.</summary>
    public ErasureList? List => list;

    /// <summary>Finds it for the ledger that a connection leads to.</summary>
    /// <returns>Null: by the settings none is kept.</returns>
    public async Task<ErasureList?> Find(NpgsqlDataSource database, CancellationToken cancellation)
    {
        if (settings.ErasuresFile is not { } path)
            return null;
        if (path.Contains(LedgerId, StringComparison.Ordinal))
        {
            await using var ask = database.CreateCommand("select id from seal.ledger");
            var id = (Guid)(await ask.ExecuteScalarAsync(cancellation))!;
            path = path.Replace(LedgerId, id.ToString("D"), StringComparison.Ordinal);
        }
        return list = new ErasureList(path);
    }
}
