using LeadSail.Hosting;

namespace LeadSail.Leads;

[Collection(nameof(FastHost))]
public sealed class SubmissionTests(FastHost host)
{
    [Fact]
    public async Task A_new_lead_is_pending()
    {
        var scene = await Scene.Set(host.Api);
        var answer = await host.Api.Post("leads/submit", scene.Person(Scene.Phone("01")));
        var submitted = answer.Gives(201);
        Assert.Equal((scene.CampaignId, "pending"), (submitted.Text("campaignId"), submitted.Text("status")));
        Assert.Equal("null", submitted.At("firstSubmissionAction").GetRawText());
        Assert.Equal($"/api/v1/leads/{submitted.Text("leadId")}", answer.Headers.Location!.ToString());
        Assert.Equal("pending", (await scene.GetLead(submitted.Text("leadId")!)).Text("status"));
    }

    [Fact]
    public async Task A_known_lead_is_submitted_once_more_by_its_id_and_learns_what_is_new()
    {
        var (scene, other) = (await Scene.Set(host.Api), await Scene.Set(host.Api));
        var phone = Scene.Phone("01");
        var first = (await host.Api.Post("leads/submit", scene.Person(phone))).Gives(201);
        var leadId = first.Text("leadId");
        var again = (await host.Api.Post("leads/submit", new { campaignId = other.CampaignId, leadId, lastName = "Huber", customFields = new { budget = 5 } })).Gives(201);
        Assert.Equal((leadId, other.CampaignId), (again.Text("leadId"), again.Text("campaignId")));
        Assert.NotEqual(first.Text("submissionId"), again.Text("submissionId"));
        var lead = await scene.GetLead(leadId!);
        Assert.Equal(("Marta", "Huber", phone, other.CampaignId), (lead.Text("firstName"), lead.Text("lastName"), lead.Text("phone"), lead.Text("campaign.campaignId")));
        Assert.Equal(5, lead.At("customFields.budget").GetInt32());
    }

    [Fact]
    public async Task A_lead_that_nobody_has_cannot_be_submitted_once_more()
    {
        var scene = await Scene.Set(host.Api);
        (await host.Api.Post("leads/submit", new { campaignId = scene.CampaignId, leadId = "lead_nobody" })).Refuses(404, "NOT_FOUND");
        (await host.Api.Get("leads/lead_nobody")).Refuses(404, "NOT_FOUND");
    }

    [Fact]
    public async Task Without_an_id_the_contact_is_required() =>
        (await host.Api.Send(HttpMethod.Post, "leads/submit", """{ "campaignId": "HXZ", "leadId": null, "email": null }""")).FindsFault(
            "firstName: is required", "lastName: is required", "email: is required", "phone: is required");

    [Fact]
    public async Task The_same_phone_in_the_same_campaign_is_the_same_lead_for_a_day()
    {
        var (scene, other) = (await Scene.Set(host.Api), await Scene.Set(host.Api));
        var phone = Scene.Phone("01");
        var first = (await host.Api.Post("leads/submit", scene.Person(phone))).Gives(201);
        var again = (await host.Api.Post("leads/submit", scene.Person($"({phone[2..5]}) {phone[5..8]}-{phone[8..]}"))).Gives(201);
        Assert.Equal(first.Text("leadId"), again.Text("leadId"));
        Assert.NotEqual(first.Text("submissionId"), again.Text("submissionId"));
        Assert.NotEqual(first.Text("leadId"), (await host.Api.Post("leads/submit", other.Person(phone))).Gives(201).Text("leadId"));
    }

    [Fact]
    public async Task The_same_phone_submitted_many_times_at_once_is_one_lead()
    {
        var scene = await Scene.Set(host.Api);
        var phone = Scene.Phone("01");
        var submitted = await Task.WhenAll(Enumerable.Range(0, 20).Select(async _ => (await host.Api.Post("leads/submit", scene.Person(phone))).Gives(201)));
        Assert.Single(submitted.Select(each => each.Text("leadId")).Distinct());
        Assert.Equal(20, submitted.Select(each => each.Text("submissionId")).Distinct().Count());
        Assert.Equal("pending", (await scene.GetLead(submitted[0].Text("leadId")!)).Text("status"));
    }

    [Fact]
    public async Task Who_must_not_be_called_stays_so_when_submitted_once_more()
    {
        var scene = await Scene.Set(host.Api);
        var leadId = (await host.Api.Post("leads/submit", scene.Person(Scene.Phone("13")))).Gives(201).Text("leadId")!;
        await scene.Over(await scene.Call(leadId));
        Assert.Equal("dnc", (await host.Api.Post("leads/submit", new { campaignId = scene.CampaignId, leadId })).Gives(201).Text("status"));
    }
}
