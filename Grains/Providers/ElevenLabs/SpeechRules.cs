using System.Text;

namespace LeadSail.Providers.ElevenLabs;

/// <summary>What a turn of the other party is.</summary>
internal enum Heard
{
    /// <summary>No letters: silence, noise, punctuation.</summary>
    Nothing,

    /// <summary>A person speaks.</summary>
    Words,

    /// <summary>The greeting or menu of a mailbox.</summary>
    Mailbox,

    /// <summary>The carrier's announcement, or a call screener: a machine, but none that takes a message.</summary>
    Announcement,
}

/// <summary>
/// Tells a person's words from a mailbox greeting and from a carrier's announcement, by phrases. The provider's own detection misses some
/// (a full mailbox ended as an ordinary call). A phrase must be one that people do not say to a caller: "he is not available" is not here.
/// </summary>
internal static class SpeechRules
{
    // All phrases stand in the form that Normalize gives: lower case, without accents, apostrophes and punctuation.
    private static readonly string[] Mailbox =
    [
        // English
        "after the tone", "after the beep", "at the tone", "at the beep", "wait for the tone", "wait for the beep",
        "mailbox is full", "mailbox is currently full", "mailbox has not been set up", "mailbox that has not been set up", "voice mailbox", "voicemail box", "voice mail box",
        "reached the voicemail", "reached the voice mail", "reached the mailbox", "forwarded to voicemail", "forwarded to voice mail",
        "automated voice messag", "automatic voice messag", "voice messaging system", "voice message system",
        "record your message", "recording your message", "finished recording", "done recording",
        "leave a detailed message", "leave a brief message",
        "cant come to the phone", "cannot come to the phone", "unable to come to the phone", "cant take your call", "cannot take your call",
        "unable to take your call", "not available to take your call", "unable to answer your call", "ill get back to you as soon as", "ill return your call",
        "for delivery options", "for more options",
        // German, Spanish, French, Portuguese, Italian
        "nach dem signalton", "nach dem ton", "nach dem piepton", "hinterlassen sie", "hinterlasse eine nachricht", "sprachbox",
        "deje su mensaje", "deje un mensaje", "deja tu mensaje", "deja un mensaje", "despues del tono", "despues de la senal", "buzon de voz",
        "laissez un message", "laissez moi un message", "laissez votre message", "apres le bip", "apres le signal sonore", "boite vocale", "messagerie vocale",
        "deixe a sua mensagem", "deixe sua mensagem", "deixe uma mensagem", "deixe seu recado", "deixe o seu recado", "apos o sinal", "apos o bip", "caixa postal", "caixa de mensagens",
        "lasciate un messaggio", "lascia un messaggio", "dopo il segnale acustico", "dopo il bip", "segreteria telefonica",
    ];

    // Said by a mailbox as an order, by a person as a question ("Would you like to leave a message?").
    private static readonly string[] MailboxUnlessAsked =
    [
        "leave a message", "leave me a message", "leave us a message", "leave your message", "leave a voicemail",
        "leave your number", "leave your name", "leave a name and number",
    ];

    private static readonly string[] Announcement =
    [
        "number you have dialed", "number you have dialled", "number you dialed", "number you dialled", "number you have called", "number you have reached",
        "number you are calling", "number you are trying to", "person you are trying to", "person you are calling", "person youre calling", "party you are trying to",
        "customer you are calling", "subscriber you have", "subscriber you are", "is not in service", "no longer in service", "number has been disconnected",
        "cannot be completed as dialed", "call cannot be completed", "all circuits are busy", "check the number and", "calling restrictions", "not accepting calls",
        "screening service", "record your name and reason", "please hold while we try to connect",
        "die gewahlte rufnummer", "die von ihnen gewahlte", "der gewunschte gesprachspartner", "kein anschluss unter dieser nummer",
        "el numero que usted", "el numero que ha marcado", "el numero marcado", "la persona a la que llama",
        "le numero que vous avez", "le correspondant que vous",
        "o numero que ligou", "o numero que marcou", "o numero que discou", "o numero chamado", "o cliente que contactou",
        "il numero da lei", "il cliente da lei", "lutente da lei",
    ];

    /// <summary>Classifies one turn of the other party.</summary>
    public static Heard Classify(string message)
    {
        if (!message.Any(char.IsLetter))
            return Heard.Nothing;
        var text = Normalize(message);
        if (Says(text, Mailbox) || (!message.Contains('?', StringComparison.Ordinal) && Says(text, MailboxUnlessAsked)))
            return Heard.Mailbox;
        return Says(text, Announcement) ? Heard.Announcement : Heard.Words;
    }

    private static bool Says(string text, string[] phrases) =>
        Array.Exists(phrases, phrase => text.Contains(' ' + phrase, StringComparison.Ordinal));

    private static string Normalize(string message)
    {
        var text = new StringBuilder(" ", message.Length + 1);
        foreach (var c in message)
        {
            if (char.IsLetterOrDigit(c))
                text.Append(Plain(char.ToLowerInvariant(c)));
            else if (c is not ('\'' or '\u2019' or '\u00b4') && text[^1] != ' ')
                text.Append(' ');
        }
        return text.ToString();
    }

    private static char Plain(char c) => c switch
    {
        'á' or 'à' or 'â' or 'ã' or 'ä' => 'a',
        'é' or 'è' or 'ê' or 'ë' => 'e',
        'í' or 'ì' or 'î' or 'ï' => 'i',
        'ó' or 'ò' or 'ô' or 'õ' or 'ö' => 'o',
        'ú' or 'ù' or 'û' or 'ü' => 'u',
        'ç' => 'c',
        'ñ' => 'n',
        _ => c,
    };
}
