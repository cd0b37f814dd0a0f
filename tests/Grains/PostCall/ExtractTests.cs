using LeadSail.Calls;
using LeadSail.Leads;
using LeadSail.Lives;

namespace LeadSail.PostCall;

public sealed class ExtractTests
{
    [Fact]
    public async Task What_was_not_said_changes_nothing_and_the_rest_is_written()
    {
        var step = new ExtractStep
        {
            Name = "take",
            Fields = [new() { From = "email", To = "email" }, new() { From = "budget", To = "customFields.budget" }, new() { From = "roof", To = "customFields.roof" }, new() { From = "when", To = "questionnaire.when" }, new() { From = "none", To = "notes" }],
        };
        var call = new CallState { Call = new CreateCall { InteractionId = "int_1" }, EndedAt = Moments.Start, Collected = new("""{"email":"","budget":"20k","roof":"  ","when":null}""") };

        var result = await new PostCallRunner(null!, null!, TimeProvider.System).RunAsync("org_1", step, new LeadState(), call, default);

        Assert.Null(result.Error);
        Assert.Equal(("""{"budget":"20k"}""", null, 0), (result.Given!.CustomFields.Value, result.Given.Email, result.Given.Questionnaire.Length));
    }
}
