using LeadSail.Lives;

namespace LeadSail.Imports;

public sealed class ImportMachineTests
{
    private static readonly StartImport Start = new()
    {
        Plan = new() { CampaignId = "SOL", Identifier = ImportIdentifier.Phone, Purpose = ImportPurpose.AddUpdate }, FileName = "people.csv", Columns = ["firstName", "phone"], Total = 1_000, Rejected = 3,
    };

    private static readonly ImportBatchDone First = new() { Last = 500, Counts = new() { Created = 400, Updated = 90, Skipped = 9, Rejected = 1 } };

    private static readonly ImportBatchDone Second = new() { After = 500, Last = 1_000, Counts = new() { Created = 497 }, IsEnd = true };

    [Fact]
    public void It_goes_from_batch_to_batch_and_is_done_with_the_last()
    {
        var import = Running().When(First);
        Assert.Equal((500, 503, true), (import.State.After, import.State.Counts.Total, import.State.IsRunning));
        Assert.Equal(import.Now.AddSeconds(5), import.State.WakeAt);
        import.When(Second);
        Assert.Equal((ImportStatus.Done, 1_000, new ImportCounts { Created = 897, Updated = 90, Skipped = 9, Rejected = 4 }), (import.State.Status, import.State.Counts.Total, import.State.Counts));
        import.When(new CancelImport("key_1")).ThenNothing();
    }

    [Fact]
    public void A_batch_counts_once_however_often_it_is_told()
    {
        var import = Running().When(First).When(First);
        import.ThenNothing();
        Assert.Equal(503, import.State.Counts.Total);
        import.When(Start).ThenNothing();
        import.When(new ReceiveImport("key_2")).ThenNothing();
    }

    [Fact]
    public void The_batch_that_was_under_way_when_it_was_cancelled_still_counts()
    {
        var import = Running().When(new CancelImport("key_2")).When(First);
        Assert.Equal((ImportStatus.Cancelled, 503), (import.State.Status, import.State.Counts.Total));
        import.When(Second with { After = 0 }).ThenNothing();
        import.When(new ImportRowsGone(false)).When(Second).ThenNothing();
    }

    [Fact]
    public void Its_rows_go_at_its_end_and_the_rejected_ones_a_week_later()
    {
        var import = Running().When(First).When(Second);
        Assert.Equal((true, true, import.Now.AddSeconds(5)), (import.State.OwesCleaning, import.State.KeepsRejects, import.State.WakeAt));
        import.When(new ImportRowsGone(false));
        Assert.Equal((false, true, import.State.EndedAt + TimeSpan.FromDays(7)), (import.State.OwesCleaning, import.State.KeepsRejects, import.State.WakeAt));
        import.When(new ImportRowsGone(false)).ThenNothing();
        import.When(new ImportRowsGone(true)).Then(new RejectsForgotten());
        Assert.Equal((false, null), (import.State.KeepsRejects, import.State.WakeAt));
        import.When(new ImportRowsGone(true)).ThenNothing();

        var clean = Life().When(new ReceiveImport("key_1")).When(Start with { Total = 1, Rejected = 0 }).When(new ImportBatchDone { Last = 1, Counts = new() { Created = 1 }, IsEnd = true }).When(new ImportRowsGone(false));
        Assert.Equal((false, null), (clean.State.KeepsRejects, clean.State.WakeAt));
    }

    [Fact]
    public void An_upload_that_was_cut_off_comes_to_nothing_and_is_not_listed()
    {
        var import = Life().When(new ReceiveImport("key_1"));
        Assert.Equal(import.Now.AddHours(1), import.State.WakeAt);
        import.When(First).ThenNothing();
        import.When(new CancelImport("key_1")).ThenNothing();
        import.When(new AbandonImport()).Then(new ImportAbandoned());
        import.When(Start).ThenRefused(Codes.Conflict);
        import.When(new ImportRowsGone(true));
        Assert.Equal((null, null), (import.State.WakeAt, import.State.ReadRow));
        Running().When(new AbandonImport()).ThenNothing();
    }

    [Fact]
    public void An_import_that_nobody_began_is_none()
    {
        foreach (var command in new ImportCommand[] { Start, First, new CancelImport("key_1"), new AbandonImport(), new ImportRowsGone(true) })
        {
            Life().When(command).ThenRefused(Codes.NotFound);
        }

        Assert.Null(new ImportState().WakeAt);
    }

    [Fact]
    public void It_is_stored_as_approved()
    {
        var import = Running().When(First).When(Second);
        Stored.IsApproved("Imports/Stored/import", import.State);
        Stored.ComesBack(import.State);
    }

    private static Life<ImportState, ImportCommand, ImportEvent> Running() => Life().When(new ReceiveImport("key_1")).When(Start);

    private static Life<ImportState, ImportCommand, ImportEvent> Life() => new(new ImportState(), (state, command, _) => ImportMachine.Decide(state, command), ImportMachine.Evolve);
}
