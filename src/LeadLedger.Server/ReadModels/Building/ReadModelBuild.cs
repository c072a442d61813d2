using Npgsql;

namespace LeadLedger.Server.ReadModels.Building;

/// <summary>One build of the read models: a schema of tables that move together.</summary>
/// <param name="Number">1, 2, 3 … in the order of their making.</param>
/// <param name="ModelVersion">Which definition of the read models it follows.</param>
/// <param name="Schema">Where its tables are.</param>
/// <param name="ProgressName">Under which name its position is kept.</param>
public sealed record ReadModelBuild(int Number, int ModelVersion, string Schema, string ProgressName)
{
    internal const string Columns = "build, model_version, schema_name, progress_name";

    /// <summary>The name of a build's progress row, in Marten's form.</summary>
    internal static ReadModelBuild Make(int number) => new(
        number, ReadModelScripts.ModelVersion, $"readmodel_{number}", $"LeadLedgerReadModels:V{number}:All");

    internal static ReadModelBuild Read(NpgsqlDataReader reader) => new(
        reader.GetInt32(0), reader.GetInt32(1), reader.GetString(2), reader.GetString(3));
}
