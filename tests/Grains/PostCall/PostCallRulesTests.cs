using LeadSail.Calls;

namespace LeadSail.PostCall;

public sealed class PostCallRulesTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 18, 17, 0, 0, TimeSpan.Zero);

    private static readonly WebhookStep First = new() { Name = "first", Url = "https://example.com", RetryAttempts = 2, ContinueOnFailure = false }, Second = First with { Name = "second" };

    [Fact]
    public void Nothing_is_planned_where_nothing_is_set_or_nothing_fits()
    {
        Assert.Null(PostCallRules.Plan(new() { Steps = [First] }, InteractionStatus.Completed, spokenTo: true));
        Assert.Null(PostCallRules.Plan(new() { Enabled = true, Steps = [First] }, InteractionStatus.Voicemail, spokenTo: false));
        Assert.Null(PostCallRules.Plan(new() { Enabled = true, Steps = [First with { On = [InteractionStatus.Dnc] }] }, InteractionStatus.Completed, spokenTo: true));
    }

    [Fact]
    public void Steps_take_turns_and_each_is_tried_so_often()
    {
        var run = Planned();
        Assert.Equal(0, PostCallRules.Next(run));
        Assert.Equal(Now.AddSeconds(10), PostCallRules.RetryAt(run.Steps[0], Now));

        run = PostCallRules.Failed(run, 0, "no", Now.AddSeconds(10));
        Assert.Equal((0, StepStatus.Pending, 1, Now.AddSeconds(10)), (PostCallRules.Next(run), run.Steps[0].Status, run.Steps[0].Attempts, run.Steps[0].DueAt));
        Assert.Null(PostCallRules.RetryAt(run.Steps[0], Now));

        run = PostCallRules.Succeeded(run, 0, new("{}"));
        Assert.Equal((1, StepStatus.Succeeded, 2, null, null), (PostCallRules.Next(run), run.Steps[0].Status, run.Steps[0].Attempts, run.Steps[0].LastError, run.Steps[0].DueAt));
        Assert.Null(PostCallRules.Next(PostCallRules.Succeeded(run, 1, null)));
    }

    [Fact]
    public void One_that_fails_for_good_stops_the_rest_only_if_it_says_so()
    {
        var stopped = PostCallRules.Failed(Planned(), 0, "no", null);
        Assert.Null(PostCallRules.Next(stopped));
        Assert.Equal([StepStatus.Failed, StepStatus.Skipped], stopped.Steps.Select(step => step.Status));

        var goesOn = PostCallRules.Failed(new([new(First with { ContinueOnFailure = true }, StepStatus.Pending), new(Second, StepStatus.Pending)]), 0, "no", null);
        Assert.Equal(1, PostCallRules.Next(goesOn));
    }

    [Fact]
    public void Nobody_hears_of_a_person_who_is_erased()
    {
        var erased = PostCallRules.Erased(PostCallRules.Succeeded(Planned(), 0, new("{\"customFields.mood\":\"glad\"}")))!;

        Assert.Null(PostCallRules.Next(erased));
        Assert.All(erased.Steps, step => Assert.Null(step.Output));
    }

    private static PostCallRun Planned() => PostCallRules.Plan(new() { Enabled = true, Steps = [First, Second] }, InteractionStatus.Completed, spokenTo: true)!;
}
