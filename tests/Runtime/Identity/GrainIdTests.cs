namespace LeadSail.Identity;

/// <summary>Ids are in storage keys and in reminder tables: both runtimes must see the same.</summary>
public sealed class GrainIdTests
{
    // Written down from Orleans.
    [Theory]
    [InlineData("call", "org/int_1", 1253088261u)]
    [InlineData("lead", "default/lead_0192f7c4b1aa7d3e9c55a1d2e3f40516", 1472622808u)]
    [InlineData("auto-dialer", "Zürich/CODE-€", 272592258u)]
    public void The_hash_by_which_tables_are_split_is_the_same_on_both_runtimes(string type, string key, uint hash) =>
        Assert.Equal(hash, GrainId.Create(type, key).GetUniformHashCode());

    [Fact]
    public void An_id_is_text_and_back()
    {
        var id = GrainId.Create("call", "org/int_1/x");

        Assert.Equal("call/org/int_1/x", id.ToString());
        Assert.Equal(id, GrainId.Parse(id.ToString()));
        Assert.Equal(("call", "org/int_1/x"), (id.Type.ToString(), id.Key.ToString()));
        Assert.False(GrainId.TryParse("call", out _));
        Assert.NotEqual(id, GrainId.Create("lead", "org/int_1/x"));
    }

    [Fact]
    public void A_blank_key_is_refused() => Assert.ThrowsAny<ArgumentException>(() => GrainId.Create("call", " "));
}
