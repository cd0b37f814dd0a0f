using System.Collections.Concurrent;

namespace LeadSail;

public sealed class IdsTests
{
    private readonly ManualClock clock = new();

    [Fact]
    public void An_id_is_its_kind_and_26_characters_of_time_and_chance()
    {
        var ids = new Ids(clock);
        Assert.Matches("^lead_[0-7][0-9abcdefghjkmnpqrstvwxyz]{25}$", ids.Next("lead"));
        Assert.Equal(ids.Next("int")[..14], ids.Next("int")[..14]);
    }

    [Fact]
    public void Ids_of_one_process_sort_by_the_time_of_their_making()
    {
        var ids = new Ids(clock);
        var made = Enumerable.Range(0, 2_000).Select(i =>
        {
            clock.Advance(TimeSpan.FromMilliseconds(i % 7 == 0 ? 1 : 0));
            return ids.Next("int");
        }).ToArray();
        Assert.Equal(made.Order(StringComparer.Ordinal), made);
        Assert.Equal(made.Length, made.Distinct().Count());
    }

    [Fact]
    public void A_clock_that_is_set_back_does_not_disturb_the_order()
    {
        var ids = new Ids(clock);
        var before = ids.Next("int");
        clock.Advance(TimeSpan.FromHours(-1));
        Assert.True(string.CompareOrdinal(before, ids.Next("int")) < 0);
    }

    [Fact]
    public void Threads_never_get_the_same()
    {
        var ids = new Ids(clock);
        var made = new ConcurrentBag<string>();
        Parallel.For(0, 2_000, _ => made.Add(ids.Next("int")));
        Assert.Equal(2_000, made.Distinct().Count());
    }

    [Fact]
    public void A_derived_id_follows_from_what_it_is_derived_from_and_sorts_by_its_instant()
    {
        var at = clock.GetUtcNow();
        var id = Ids.Derived("lead", at, "org_1/imp_1/7");
        Assert.Matches("^lead_[0-7][0-9abcdefghjkmnpqrstvwxyz]{25}$", id);
        Assert.Equal(id, Ids.Derived("lead", at, "org_1/imp_1/7"));
        Assert.NotEqual(id, Ids.Derived("lead", at, "org_1/imp_1/8"));
        Assert.NotEqual(id["lead".Length..], Ids.Derived("sub", at, "org_1/imp_1/7")["sub".Length..]);
        Assert.True(string.CompareOrdinal(id, Ids.Derived("lead", at.AddMilliseconds(1), "org_1/imp_1/7")) < 0);
        Assert.Equal(new Ids(clock).Next("lead")[..15], id[..15]);
    }
}
