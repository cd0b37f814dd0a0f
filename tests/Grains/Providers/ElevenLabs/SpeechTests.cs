using System.Text.Json.Nodes;
using LeadSail.Calls;

namespace LeadSail.Providers.ElevenLabs;

/// <summary>Who spoke, by the only turn of the other party in a finished conversation.</summary>
public sealed class SpeechTests
{
    [Theory]
    [InlineData("Hello?")]
    [InlineData("No.")]
    [InlineData("もしもし")]
    [InlineData("He is not available right now, who is calling?")]
    [InlineData("Would you like to leave a message?")]
    [InlineData("Can you leave your name and number?")]
    [InlineData("I saw your letter in my mailbox.")]
    [InlineData("I am not available on Monday.")]
    public void A_person(string message) => Assert.Equal((InteractionStatus.Completed, true), Heard(message));

    [Theory]
    [InlineData("Please leave a message after the tone.")]
    [InlineData("leave a message")]
    [InlineData("Hi, you’ve reached Bob. I can’t come to the phone right now")]
    [InlineData("The mailbox is full and cannot accept any messages at this time. Goodbye.")]
    [InlineData("Your call has been forwarded to an automated voice messaging system.")]
    [InlineData("WHEN YOU HAVE FINISHED RECORDING, HANG UP OR PRESS 1")]
    [InlineData("Guess who? Leave a message at the beep!")]
    [InlineData("Bitte hinterlassen Sie eine Nachricht nach dem Signalton.")]
    [InlineData("Por favor, deje su mensaje después de la señal.")]
    [InlineData("Vous êtes sur la messagerie vocale de Paul, laissez un message après le bip sonore.")]
    [InlineData("Deixe a sua mensagem após o sinal.")]
    [InlineData("Lasciate un messaggio dopo il segnale acustico.")]
    public void A_mailbox(string message) => Assert.Equal((InteractionStatus.Voicemail, false), Heard(message));

    [Theory]
    [InlineData("The number you have dialed is not in service.")]
    [InlineData("We're sorry, your call cannot be completed as dialed. Please check the number and dial again.")]
    [InlineData("The person you're calling is using a screening service.")]
    [InlineData("Kein Anschluss unter dieser Nummer.")]
    [InlineData("El número que usted marcó no existe.")]
    [InlineData("Le numéro que vous avez composé n'est pas attribué.")]
    [InlineData("O número que marcou não está disponível.")]
    public void An_announcement(string message) => Assert.Equal((InteractionStatus.Incomplete, false), Heard(message));

    [Theory]
    [InlineData("...")]
    [InlineData("?!")]
    [InlineData("12")]
    public void Silence_and_noise(string message) => Assert.Equal((InteractionStatus.Incomplete, false), Heard(message));

    [Fact]
    public void The_agents_own_words_are_nobodys_answer()
    {
        var report = Samples.Read(Samples.Pushed("""{"status":"done","transcript":[{"role":"agent","message":"Hello? Please leave a message after the tone."}]}""")).Report!;
        Assert.StartsWith("14:", report.Outcome!.Evidence);
    }

    private static (InteractionStatus, bool) Heard(string message)
    {
        var conversation = new JsonObject
        {
            ["status"] = "done",
            ["transcript"] = new JsonArray(new JsonObject { ["role"] = "user", ["message"] = message }),
            ["analysis"] = new JsonObject { ["call_successful"] = "success" },
        };
        var outcome = Samples.Read(Samples.Pushed(conversation)).Report!.Outcome!;
        return (outcome.Status, outcome.SpokenTo);
    }
}
