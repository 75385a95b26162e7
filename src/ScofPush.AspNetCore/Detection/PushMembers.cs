using System.Buffers;
using ScofPush.AspNetCore.Diagnostics;

namespace ScofPush.AspNetCore.Detection;

/// <summary>
/// What one form of a push says, member by member; what it leaves out stays <see langword="null"/>. A setter returns the SP code that
/// refuses its value. Saying two different things of one member is a contradiction; saying the same twice is not.
/// </summary>
internal sealed class PushMembers
{
    private const int MaxReceipts = 5;
    private const int MaxReceiptLength = 64;
    private const int MaxLocaleLength = 16;

    private static readonly SearchValues<char> ReceiptCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-");

    private readonly List<string> _receipts = [];
    private bool? _callbackRequired;
    private bool? _completeIssuerAppActivation;
    private bool? _completeWebsiteActivation;
    private bool? _accountHolderDataSupplied;
    private string? _locale;

    public IReadOnlyList<string> Receipts => _receipts;

    public string? Callback { get; private set; }

    public string? AddReceipt(ReadOnlySpan<char> receipt)
    {
        if (receipt.Length > MaxReceiptLength || receipt.ContainsAnyExcept(ReceiptCharacters))
        {
            return receipt.Contains('%') ? ScofPushCodes.OverEncoded : ScofPushCodes.MalformedReceipt;
        }

        foreach (var known in _receipts)
        {
            if (receipt.SequenceEqual(known))
            {
                return null;
            }
        }

        if (_receipts.Count == MaxReceipts)
        {
            return ScofPushCodes.TooManyReceipts;
        }

        _receipts.Add(receipt.ToString());
        return null;
    }

    /// <summary>Sets the callback; an empty one is none.</summary>
    public string? SetCallback(string callback)
    {
        if (callback.Length == 0)
        {
            return null;
        }

        if (Callback is not null && Callback != callback)
        {
            return ScofPushCodes.ContradictoryPush;
        }

        Callback = callback;
        return null;
    }

    /// <summary>Sets a flag. Text that is neither true nor false says nothing.</summary>
    public string? SetFlag(PushParameter flag, ReadOnlySpan<char> value) => !bool.TryParse(value, out var set) ? null : flag switch
    {
        PushParameter.CallbackRequired => Set(ref _callbackRequired, set),
        PushParameter.CompleteIssuerAppActivation => Set(ref _completeIssuerAppActivation, set),
        PushParameter.CompleteWebsiteActivation => Set(ref _completeWebsiteActivation, set),
        _ => Set(ref _accountHolderDataSupplied, set),
    };

    public void SetLocale(ReadOnlySpan<char> value)
    {
        if (value.Length is > 0 and <= MaxLocaleLength)
        {
            _locale ??= value.ToString();
        }
    }

    /// <summary>
    /// Whether a plain form beside this one says otherwise of a member that both have. Without receipts it is no push: the names of its
    /// other members are names that hosts use too. So is the locale, which is harmless.
    /// </summary>
    public bool Contradicts(PushMembers plain) =>
        plain._receipts.Count > 0
        && (!_receipts.Order(StringComparer.Ordinal).SequenceEqual(plain._receipts.Order(StringComparer.Ordinal), StringComparer.Ordinal)
            || (Callback is not null && plain.Callback is not null && Callback != plain.Callback)
            || Differ(_callbackRequired, plain._callbackRequired)
            || Differ(_completeIssuerAppActivation, plain._completeIssuerAppActivation)
            || Differ(_completeWebsiteActivation, plain._completeWebsiteActivation)
            || Differ(_accountHolderDataSupplied, plain._accountHolderDataSupplied));

    /// <summary>The push, with the defaults of protocol 1, or the SP code of what is missing in it.</summary>
    public (PushRequest? Push, string? Code) ToRequest(bool isVerified) =>
        _receipts.Count == 0 ? (null, ScofPushCodes.NoReceipt)
        : (new PushRequest
        {
            Receipts = _receipts,
            Callback = Callback,
            CallbackRequired = _callbackRequired ?? false,
            CompleteIssuerAppActivation = _completeIssuerAppActivation ?? false,
            CompleteWebsiteActivation = _completeWebsiteActivation ?? true,
            AccountHolderDataSupplied = _accountHolderDataSupplied ?? false,
            Locale = _locale,
            IsVerified = isVerified,
        }, null);

    private static bool Differ(bool? one, bool? other) => one is not null && other is not null && one != other;

    private static string? Set(ref bool? flag, bool value)
    {
        if (flag is not null && flag != value)
        {
            return ScofPushCodes.ContradictoryPush;
        }

        flag = value;
        return null;
    }
}
