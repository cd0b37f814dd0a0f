using FsCheck;
using FsCheck.Fluent;
using LeadSail.Leads;

namespace LeadSail.Imports;

public sealed class ImportRulesTests
{
    private static readonly LeadGiven Whole = new() { FirstName = "Ada", LastName = "Lovelace", Email = "ada@example.com", Phone = "+12125550142" };

    [Theory]
    [InlineData(ImportPurpose.AddUpdate, "Create lead_1", "Update lead_0")]
    [InlineData(ImportPurpose.AddNew, "Create lead_1", "Skip")]
    [InlineData(ImportPurpose.Update, "Skip", "Update lead_0")]
    [InlineData(ImportPurpose.AddAll, "Create lead_1", "Create lead_1")]
    public void The_purpose_decides(ImportPurpose purpose, string whenUnknown, string whenKnown)
    {
        var plan = new ImportPlan { Purpose = purpose };
        Assert.Equal(whenUnknown, Decide(plan, new() { ["other"] = "lead_0" }, ("ada", Whole, "lead_1")));
        Assert.Equal(whenKnown, Decide(plan, new() { ["ada"] = "lead_0" }, ("ada", Whole, "lead_1")));
    }

    [Fact]
    public void A_row_knows_the_lead_that_an_earlier_one_makes()
    {
        Assert.Equal("Create lead_1 | Update lead_1 | Create lead_3", Decide(new(), [], ("ada", Whole, "lead_1"), ("ada", Whole, "lead_2"), ("grace", Whole, "lead_3")));
        Assert.Equal("Create lead_1 | Skip", Decide(new() { Purpose = ImportPurpose.AddNew }, [], ("ada", Whole, "lead_1"), ("ada", Whole, "lead_2")));
        Assert.Equal("Skip | Skip", Decide(new() { Purpose = ImportPurpose.Update }, [], ("ada", Whole, "lead_1"), ("ada", Whole, "lead_2")));
        Assert.Equal(
            "Reject lastName: is required; phone: is required | Create lead_2", Decide(new(), [], ("ada", Whole with { LastName = null, Phone = null }, "lead_1"), ("ada", Whole, "lead_2")));
    }

    [Fact]
    public void What_an_earlier_try_of_the_batch_made_is_not_known_before_its_row()
    {
        var rows = new[] { ((string?)"ada", Whole with { Phone = null }, "lead_1"), ("ada", Whole, "lead_2"), ("ada", Whole, "lead_3") };
        const string once = "Reject phone: is required | Create lead_2 | Update lead_2";
        Assert.Equal((once, once), (Decide(new(), [], rows), Decide(new(), new() { ["ada"] = "lead_2" }, rows)));
    }

    [Fact]
    public void An_id_that_nobody_has_is_a_mistake_and_none_is_somebody_new()
    {
        foreach (var purpose in new[] { ImportPurpose.AddUpdate, ImportPurpose.AddNew, ImportPurpose.Update })
        {
            Assert.Equal("Reject leadId: there is no such lead in the campaign", Decide(new() { Identifier = ImportIdentifier.LeadId, Purpose = purpose }, [], ("lead_9", Whole, "lead_1")));
        }

        Assert.Equal("Create lead_1 | Create lead_2", Decide(new() { Identifier = ImportIdentifier.LeadId }, [], (null, Whole, "lead_1"), (null, Whole, "lead_2")));
    }

    [Fact]
    public void What_a_row_lacks_is_told_before_anybody_looks_for_leads()
    {
        string[] four = ["firstName: is required", "lastName: is required", "email: is required", "phone: is required"];
        Assert.Equal(four, ImportRules.Missing(new() { Purpose = ImportPurpose.AddAll }, null, new()));
        Assert.Equal(four, ImportRules.Missing(new() { Purpose = ImportPurpose.AddNew }, "ada", new()));
        Assert.Equal(four, ImportRules.Missing(new() { Identifier = ImportIdentifier.LeadId }, null, new()));
        Assert.Empty(ImportRules.Missing(new() { Identifier = ImportIdentifier.LeadId }, "lead_1", new()));
        Assert.Equal(new[] { "leadId: is required" }, ImportRules.Missing(new() { Identifier = ImportIdentifier.LeadId, Purpose = ImportPurpose.Update }, null, Whole));
        Assert.Equal(new[] { "phone: is required" }, ImportRules.Missing(new() { Identifier = ImportIdentifier.Phone }, null, new()));
        Assert.Empty(ImportRules.Missing(new() { Identifier = ImportIdentifier.Phone }, "+12125550142", new()));
    }

    /// <summary>Batches of any size, each tried any number of times, of which only the last try is heard of: as if all had gone at once.</summary>
    [Fact]
    public void However_often_batches_are_tried_the_counts_and_the_leads_are_the_same()
    {
        var files = from purpose in Gen.Elements(Enum.GetValues<ImportPurpose>())
                    from names in Gen.Choose(0, 6).ArrayOf(20)
                    from whole in Gen.Elements(true, true, true, false).ArrayOf(20)
                    from sizes in Gen.Choose(1, 7).ArrayOf(20)
                    from tries in Gen.Choose(1, 3).ArrayOf(20)
                    select (purpose, names, whole, sizes, tries);
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(500), Prop.ForAll(files.ToArbitrary(), file =>
        {
            var rows = file.names.Zip(file.whole).Select((row, i) => ((string?)$"name{row.First}", row.Second ? Whole : Whole with { Email = null }, $"own{i}")).ToArray();
            var once = Run(file.purpose, rows, [rows.Length], [1]);
            Assert.Equal(once, Run(file.purpose, rows, file.sizes, file.tries));
        }));
    }

    /// <summary>What comes of rows, and the leads that there are then.</summary>
    private static string Run(ImportPurpose purpose, (string?, LeadGiven, string)[] rows, int[] sizes, int[] tries)
    {
        var leads = new Dictionary<string, string> { ["name0"] = "lead_0", ["name1"] = "lead_1" };
        var made = new SortedSet<string>(StringComparer.Ordinal);
        var counts = new SortedDictionary<RowFateKind, int>();
        for (var (i, batch) = (0, 0); i < rows.Length; batch++)
        {
            var some = rows.Skip(i).Take(sizes[batch]).ToArray();
            System.Collections.Immutable.ImmutableArray<RowFate> fates = [];
            for (var again = 0; again < tries[batch]; again++)
            {
                fates = ImportRules.Decide(new() { Purpose = purpose }, some, leads);
                foreach (var (row, fate) in some.Zip(fates).Where(each => each.Second.Kind == RowFateKind.Create))
                {
                    made.Add(fate.LeadId!);
                    leads.TryAdd(row.Item1!, fate.LeadId!);
                }
            }

            foreach (var fate in fates)
            {
                counts[fate.Kind] = counts.GetValueOrDefault(fate.Kind) + 1;
            }

            i += some.Length;
        }

        return $"{string.Join(' ', counts)} {string.Join(' ', made)}";
    }

    private static string Decide(ImportPlan plan, Dictionary<string, string> known, params (string?, LeadGiven, string)[] rows) =>
        string.Join(" | ", ImportRules.Decide(plan, rows, known).Select(fate => $"{fate.Kind} {fate.LeadId}{fate.Reason}".Trim()));
}
