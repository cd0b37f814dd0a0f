using LeadSail.Hosting;

namespace LeadSail.Calls;

/// <summary>Each way in which a call can end, from the request to the lead, over HTTP at both ends.</summary>
[Collection(nameof(FastHost))]
public sealed class EndingTests(FastHost host)
{
    [Theory]
    [InlineData("01", "completed", "contacted", true)]
    [InlineData("02", "incomplete", "contacted", true)]
    [InlineData("03", "incomplete", "contacted", false)]
    [InlineData("04", "voicemail", "voicemail", false)]
    [InlineData("05", "no_answer", "no_answer", false)]
    [InlineData("06", "busy", "no_answer", false)]
    [InlineData("07", "busy", "no_answer", false)]
    [InlineData("10", "qualified", "qualified", true)]
    [InlineData("11", "disqualified", "disqualified", true)]
    [InlineData("12", "follow_up", "contacted", true)]
    [InlineData("13", "dnc", "dnc", true)]
    [InlineData("14", "disqualified", "disqualified", true)]
    [InlineData("41", "completed", "contacted", true)]
    [InlineData("43", "completed", "contacted", true)]
    [InlineData("44", "completed", "contacted", true)]
    public async Task A_call_ends_once_and_its_lead_knows(string digits, string status, string leadStatus, bool spokenTo)
    {
        foreach (var transport in new[] { "twilio", "sip_trunk" })
        {
            var scene = await Scene.Set(host.Api, transport);
            var phone = Scene.Phone(digits);
            var leadId = await scene.Lead(phone);
            var interactionId = await scene.Call(leadId);
            var (final, lead) = await scene.Over(interactionId);
            Assert.Equal((status, leadStatus), (final.Text("status"), lead.Text("status")));
            Assert.Equal(spokenTo, final.At("call.spokenTo").GetBoolean());
            Assert.True(final.At("dialled").GetBoolean());
            Assert.Equal((1, status), (lead.At("attempts.total").GetInt32(), lead.Text("attempts.lastOutcome")));
            Assert.Equal(status == "dnc", lead.At("flags.isDnc").GetBoolean());

            var dial = Assert.Single(await host.Api.Dials(phone));
            Assert.Equal((interactionId, transport), (dial.Text("attemptId"), dial.Text("transport")));
            var events = (await host.Api.Get($"interactions/{interactionId}/events")).Gives(200).At("events").EnumerateArray().Select(entry => entry.Text("type")!).ToArray();
            Assert.Single(events, "call_finished");
            Assert.Single(events, "dialling");
        }
    }
}
