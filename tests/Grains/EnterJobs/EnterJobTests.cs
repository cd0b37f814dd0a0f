using LeadSail.Dialers;
using LeadSail.Leads;
using LeadSail.Lives;

namespace LeadSail.EnterJobs;

public sealed class EnterJobTests
{
    private static readonly StartEnterJob Start = new(
        new LeadSelection { CampaignId = "SOL", Statuses = [LeadStatus.New], Search = "keller", IsTest = false, IsDnc = false, From = Moments.Start.AddDays(-1), To = Moments.Start }, 5, "key_1");

    private static readonly EnterBatchDone First = new() { Last = "lead_2", Entered = 1, Refused = [Codes.LeadDnc] };

    [Fact]
    public void It_goes_from_batch_to_batch_and_is_done_with_the_last()
    {
        var job = Running().When(First);
        Assert.Equal(("lead_2", 1, 1, true), (job.State.After, job.State.Entered, job.State.Refused[Codes.LeadDnc], job.State.IsRunning));
        Assert.NotNull(job.State.WakeAt);

        job.When(new EnterBatchDone { After = "lead_2", Last = "lead_4", Entered = 0, Refused = [Codes.LeadDnc, Codes.InvalidPhone] }).When(new EnterBatchDone { After = "lead_4", IsEnd = true });
        Assert.Equal((EnterJobStatus.Done, 1, 3, "lead_4"), (job.State.Status, job.State.Entered, job.State.Refused.Values.Sum(), job.State.After));
        Assert.Equal(Moments.Start, job.State.EndedAt);
        Assert.Null(job.State.WakeAt);
        job.When(new CancelEnterJob("key_1")).ThenNothing();
    }

    [Fact]
    public void A_batch_counts_once_however_often_it_is_told()
    {
        var job = Running().When(First).When(First);
        job.ThenNothing();
        Assert.Equal(1, job.State.Entered);
        job.When(Start).ThenNothing();
    }

    [Fact]
    public void What_comes_after_it_was_cancelled_counts_no_more()
    {
        var job = Running().When(new CancelEnterJob("key_2")).When(First);
        job.ThenNothing();
        Assert.Equal((EnterJobStatus.Cancelled, 0), (job.State.Status, job.State.Entered));
        Assert.Null(job.State.WakeAt);
    }

    [Fact]
    public void A_job_that_nobody_began_is_none()
    {
        Life().When(new CancelEnterJob("key_1")).ThenRefused(Codes.NotFound);
        Life().When(First).ThenRefused(Codes.NotFound);
        Assert.Null(new EnterJobState().WakeAt);
    }

    [Fact]
    public void It_is_stored_as_approved()
    {
        var job = Running().When(First);
        Stored.IsApproved("EnterJobs/Stored/enter-job", job.State);
        Stored.ComesBack(job.State);
    }

    private static Life<EnterJobState, EnterJobCommand, EnterJobEvent> Running() => Life().When(Start);

    private static Life<EnterJobState, EnterJobCommand, EnterJobEvent> Life() =>
        new(new EnterJobState(), (state, command, _) => EnterJobMachine.Decide(state, command), EnterJobMachine.Evolve);
}
