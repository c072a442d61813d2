using LeadLedger.Server.Ledger;

namespace LeadLedger.Tests.Ledger;

public class IdentityTests
{
    private static readonly Identity Identity = new(new LedgerSecrets(
        "k1", new Dictionary<string, byte[]> { ["k1"] = new byte[32] }, new byte[32]));

    [Fact]
    public void A_key_with_a_time_lends_it_to_the_id_which_is_the_same_for_a_repeat()
    {
        var earlier = Guid.CreateVersion7(DateTimeOffset.UnixEpoch.AddDays(20_000)).ToString();
        var later = Guid.CreateVersion7(DateTimeOffset.UnixEpoch.AddDays(20_001)).ToString();

        var id = Identity.StreamOf("lead", "mia", earlier);

        Assert.Equal(7, id.Version);
        Assert.InRange(id.Variant, 8, 11);
        Assert.Equal(id, Identity.StreamOf("lead", "mia", earlier));
        Assert.Equal(earlier[..13], id.ToString()[..13]);
        Assert.True(string.CompareOrdinal(id.ToString(), Identity.StreamOf("lead", "sam", later).ToString()) < 0);
    }

    [Theory]
    [InlineData("order 66")]
    [InlineData("3b9f2c1e-7c55-4f0e-9d0a-5f1f6c8f2a11")]
    public void Any_other_key_gives_an_id_that_says_nothing(string key)
    {
        var id = Identity.StreamOf("lead", "mia", key);

        Assert.Equal(8, id.Version);
        Assert.Equal(id, Identity.StreamOf("lead", "mia", key));
    }

    [Fact]
    public void Another_caller_and_another_kind_of_stream_have_another_id_for_the_same_key()
    {
        var key = Guid.CreateVersion7().ToString();
        var ids = new HashSet<Guid>
        {
            Identity.StreamOf("lead", "mia", key),
            Identity.StreamOf("lead", "sam", key),
            Identity.StreamOf("agreement", "mia", key),
        };

        Assert.Equal(3, ids.Count);
    }
}
