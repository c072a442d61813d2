using LeadLedger.EventStore;
using Npgsql;

namespace LeadLedger.Server.Running.Database;

/// <summary>The schema that this program needs.</summary>
public static class Schema
{
    /// <summary>Every migration of the program: the store's, and those of whatever else keeps tables.</summary>
    public static IReadOnlyList<Migration> Scripts { get; } =
    [
        .. Migrations.OfEventStore,
        .. Migration.EmbeddedIn(typeof(Schema).Assembly, "LeadLedger.Server.Migrations."),
    ];

    /// <summary>Brings a database up to the program. The roles are there (<see cref="DatabaseRoles"/>).</summary>
    /// <param name="owner">The owner's connection string: whoever makes a table owns it.</param>
    /// <returns>The scripts that were applied now; empty when there was nothing to do.</returns>
    /// <exception cref="MigrationRefusedException">The program can't move this database forward.</exception>
    public static async Task<IReadOnlyList<Migration>> Migrate(string owner, CancellationToken cancellation = default)
    {
        // Unpooled: nothing of it stays connected afterwards, and a database in use can't be copied for tests.
        var unpooled = new NpgsqlConnectionStringBuilder(owner) { Pooling = false };
        await using var database = NpgsqlDataSource.Create(unpooled);
        return await Migrations.Apply(database, Scripts, cancellation);
    }
}
