namespace LeadLedger.Server;

/// <summary>
/// The number of every kind of line in the log, in one place. A number keeps its meaning for good, because alerts rest
/// on it: a new kind gets a new one. <c>docs/operations.md</c> has them all. A line never holds a payload, a person's
/// data or a secret; of a failure it has the type, SQLSTATE and stack, because a message may quote any of those.
/// </summary>
internal static class LogEvents
{
    public const int RequestFailed = 1001;
    public const int ComeAgain = 1002;

    public const int Projecting = 2001;
    public const int RenewingReadModels = 2002;
    public const int ProjectingInterrupted = 2003;
    public const int ProjectingStopped = 2004;
    public const int StandingBy = 2005;
    public const int StalledProjectorEnded = 2006;
    public const int ReadModelsDiffer = 2007;
    public const int ReadModelsDifferUnexplained = 2008;
    public const int ReadModelsNotCompared = 2009;
    public const int ReadModelsChecked = 2010;
    public const int ReadModelsParted = 2011;
    public const int CheckInterrupted = 2012;

    public const int MonthWatchInterrupted = 2401;
    public const int MonthUndecided = 2402;

    public const int BulkLinesFailed = 2101;
    public const int RulingOfManyFailed = 2102;

    public const int EmbeddedDied = 2201;
    public const int EmbeddedRunsAgain = 2202;
    public const int EmbeddedNotStarted = 2203;

    public const int WatchInterrupted = 2301;
    public const int DeadlineSetAside = 2302;

    public const int KeysOfErasedDestroyed = 2501;
    public const int ErasuresUnknown = 2502;
    public const int ErasuresUnlisted = 2503;
    public const int ErasuresUncompared = 2506;
    public const int MasterKeysTaken = 2504;
    public const int MasterKeysUnusable = 2505;

    public const int SimulationsInterrupted = 2701;
    public const int SimulationFailed = 2702;
    public const int Sealing = 2601;
    public const int SealingInterrupted = 2602;
    public const int SealingStopped = 2603;
    public const int StalledSealerEnded = 2604;
    public const int Anchored = 2605;
    public const int AnchorOff = 2606;
    public const int AnchorFailed = 2607;
    public const int AnchorContradicted = 2608;

    public const int BiSessionEnded = 2801;
    public const int BiSessionsOutOfReach = 2802;
    public const int BiSessionsUnseen = 2803;

    public const int Serving = 3001;
    public const int Stopping = 3002;
    public const int Stopped = 3003;
    public const int CutOff = 3004;
}
