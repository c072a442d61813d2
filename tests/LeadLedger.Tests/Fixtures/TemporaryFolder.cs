namespace LeadLedger.Tests.Fixtures;

/// <summary>A folder for one test, gone after it. It isn't there at first, only its place is.</summary>
public sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = RunFolder.NewPlace();

    /// <summary>The path of something in it.</summary>
    public string this[string name] => System.IO.Path.Combine(Path, name);

    public void Dispose()
    {
        if (Directory.Exists(Path))
            Directory.Delete(Path, recursive: true);
    }
}
