namespace LeadLedger.Server.ReadModels.Tables;

/// <summary>A row that later events can change.</summary>
internal abstract class Row
{
    /// <summary>It isn't in its table yet.</summary>
    public bool IsNew { get; set; }

    /// <summary>The page being projected has changed it.</summary>
    public bool IsTouched { get; private set; }

    /// <summary>The last event that touched it.</summary>
    public long Position { get; set; }

    public void Touch(long position)
    {
        IsTouched = true;
        Position = position;
    }

    /// <summary>Changes it in what nobody is shown: who reads on from a position isn't told that anything happened.</summary>
    public void TouchUnseen() => IsTouched = true;

    /// <summary>It stands in its table as it is here.</summary>
    public void Written() => IsNew = IsTouched = false;
}
