using System.Globalization;
using LeadSail.Hosting;
using LeadSail.Simulator;
using LeadSail.Simulator.Calls;

namespace LeadSail.Webhooks;

/// <summary>Reports that come before we know whose they are.</summary>
[Collection(nameof(LifelikeHost))]
public sealed class EarlyReportTests(LifelikeHost host)
{
    [Fact]
    public async Task A_report_of_a_call_that_is_not_known_yet_is_kept_until_it_is()
    {
        var scene = await Scene.Set(host.Api, "sip_trunk");
        var phone = SoonPickedUp();
        var interactionId = await scene.Call(await scene.Lead(phone));
        var dial = Assert.Single(await Eventually.Sees(() => host.Api.Dials(phone), dials => dials.Length == 1, $"{phone} to be dialled"));

        // while it rings only the provider knows the conversation, and this webhook names nothing else
        Assert.Equal("accepted", (await host.Deliver(SignedWebhook.Failure(dial.Text("conversationId")!))).Gives(200).Text("event"));
        Assert.Equal("in_progress", (await scene.Interaction(interactionId)).Text("status"));
        Assert.Equal("busy", (await scene.Final(interactionId)).Text("status"));
    }

    [Fact]
    public async Task A_failure_that_names_agent_and_number_alone_ends_the_call_that_is_being_started()
    {
        var scene = await Scene.Set(host.Api, "sip_trunk");
        var phone = Scene.Phone("01");
        var interactionId = await scene.Call(await scene.Lead(phone));
        await Eventually.Sees(() => host.Api.Dials(phone), dials => dials.Length == 1, $"{phone} to be dialled");

        // what was said before we dialled is of an earlier call, and another number's is not ours
        await host.Deliver(SignedWebhook.Failure("conv_of_yesterday", phone, host.Now.AddHours(-20)));
        await host.Deliver(SignedWebhook.Failure("conv_of_another", Scene.Phone("01"), host.Now));
        Assert.Equal("in_progress", (await scene.Interaction(interactionId)).Text("status"));

        await host.Deliver(SignedWebhook.Failure("conv_of_this_one", phone, host.Now));
        var final = await scene.Final(interactionId);
        Assert.Equal(("busy", "conv_of_this_one"), (final.Text("status"), final.Text("call.voiceAI.conversationId")));
    }

    /// <summary>A number that the simulator lets ring for a short while only: how long follows from the number alone.</summary>
    private static string SoonPickedUp() => Enumerable.Range(30_000, 1000).Select(n => string.Create(CultureInfo.InvariantCulture, $"+1212{n:00000}01")).First(phone =>
    {
        var request = new StartRequest { Transport = Transport.SipTrunk, To = phone, AgentId = "agent_sim_amy", PhoneNumberId = "phnum_sim_sip" };
        return StartedCall.Decide(request, 1, DateTimeOffset.UnixEpoch, new SimulatorOptions { Speed = 1 }).Reply.Due < DateTimeOffset.UnixEpoch.AddSeconds(3.5);
    });
}
