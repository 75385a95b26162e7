namespace ScofPush.AspNetCore.Diagnostics;

/// <summary>
/// The SP codes: one links the page that a shopper saw, the log line, the metric and the entry in the documentation.
/// The first two digits name the step. A code is never given another meaning.
/// </summary>
public static class ScofPushCodes
{
    /// <summary>The push URI names no receipt.</summary>
    public const string NoReceipt = "SP1001";

    /// <summary>A receipt is not of the form that a push account receipt has (protocol 3).</summary>
    public const string MalformedReceipt = "SP1002";

    /// <summary>More than five receipts (protocol 1).</summary>
    public const string TooManyReceipts = "SP1003";

    /// <summary>The push URI, or the signed push in it, is larger than 8 KB.</summary>
    public const string PushTooLarge = "SP1004";

    /// <summary>The callback is not an absolute URI (protocol 1).</summary>
    public const string MalformedCallback = "SP1005";

    /// <summary>The callback has a scheme that is never followed, or is http outside Development (design 6).</summary>
    public const string ForbiddenCallback = "SP1006";

    /// <summary>The callback is longer than 256 characters (protocol 1).</summary>
    public const string CallbackTooLong = "SP1007";

    /// <summary>The callback is relative: a path, or <c>//host</c> in one of its disguises.</summary>
    public const string RelativeCallback = "SP1008";

    /// <summary>The callback has control characters or others that no URI has, plain or percent-encoded.</summary>
    public const string CallbackCharacters = "SP1009";

    /// <summary>The callback has letters beyond ASCII, which can look like others.</summary>
    public const string CallbackNotAscii = "SP1010";

    /// <summary>The callback has user-info: what stands before an @ looks like the host and is not.</summary>
    public const string CallbackUserInfo = "SP1011";

    /// <summary>The callback already carries results (protocol 4).</summary>
    public const string CallbackCarriesResults = "SP1012";

    /// <summary>A receipt or the callback is percent-encoded more often than issuers do by mistake (protocol 1).</summary>
    public const string OverEncoded = "SP1013";

    /// <summary>The shop does not know the callback and is set to refuse it (design 6).</summary>
    public const string UnknownCallback = "SP1014";

    /// <summary>The bank requires the shopper back, but gives no callback (protocol 1): the shopper is asked to go back.</summary>
    public const string CallbackMissing = "SP1015";

    /// <summary>The signed push is not three parts of base64url with a header that can be read; it may be truncated (protocol 2).</summary>
    public const string SignedPushMalformed = "SP1020";

    /// <summary>The signed push names another algorithm than RS256 (protocol 2).</summary>
    public const string SignedPushAlgorithm = "SP1021";

    /// <summary>The signed push demands an extension that is not understood (<c>crit</c>).</summary>
    public const string SignedPushCritical = "SP1022";

    /// <summary>No key has the id that the signed push names, or it names none.</summary>
    public const string SignedPushKeyUnknown = "SP1023";

    /// <summary>The signature does not fit: forged, altered, or signed with another key.</summary>
    public const string SignedPushForged = "SP1024";

    /// <summary>The verified payload is not a JSON object, or nested too deeply.</summary>
    public const string SignedPushUnreadable = "SP1025";

    /// <summary>The verified payload has a member twice.</summary>
    public const string SignedPushDuplicate = "SP1026";

    /// <summary>A member of the verified payload has the wrong type.</summary>
    public const string SignedPushMember = "SP1027";

    /// <summary>The signed push cannot be verified, because a key source has not answered yet.</summary>
    public const string SignedPushKeysUnavailable = "SP1028";

    /// <summary>The push is signed, but the shop takes plain ones only.</summary>
    public const string SignedPushNotAccepted = "SP1029";

    /// <summary>The push is not signed, but the shop takes signed ones only.</summary>
    public const string UnsignedPush = "SP1030";

    /// <summary>The push says two different things of the same member.</summary>
    public const string ContradictoryPush = "SP1031";

    /// <summary>Visa's form of a push, which is not supported.</summary>
    public const string VisaPush = "SP1032";

    /// <summary>A browser fetched the push ahead of the shopper: nothing is parked until the shopper comes .</summary>
    public const string PrefetchedPush = "SP1033";

    /// <summary>A source of keys for signed pushes could not be read.</summary>
    public const string KeysNotRead = "SP1040";

    /// <summary>A certificate with a key for signed pushes is not valid now.</summary>
    public const string CertificateNotValid = "SP1041";

    /// <summary>No keys are configured, so only unsigned pushes are taken.</summary>
    public const string UnsignedOnly = "SP1042";

    /// <summary>No parked push has this id.</summary>
    public const string UnknownPush = "SP1201";

    /// <summary>The push was parked too long ago.</summary>
    public const string PushExpired = "SP1202";

    /// <summary>The parked push cannot be unsealed: the Data Protection key ring is not the one it was sealed with .</summary>
    public const string SealBroken = "SP1203";

    /// <summary>One address brings more pushes in a minute than are taken .</summary>
    public const string TooManyLandings = "SP1204";

    /// <summary>More pushes are parked than are kept .</summary>
    public const string TooManyParked = "SP1205";

    /// <summary>Another customer is signed in than the one that the push was bound to .</summary>
    public const string SwitchedAccount = "SP1301";

    /// <summary>The signed-in principal carries no usable customer key.</summary>
    public const string NoCustomerKey = "SP1302";

    /// <summary>The shopper was sent to sign in and came back without being signed in, twice.</summary>
    public const string SignInNotKept = "SP1303";

    /// <summary>The push is opened in another browser than the one that brought it: the shopper is told, and may go on.</summary>
    public const string OtherBrowser = "SP1304";

    /// <summary>The shop's identity keeps the user's id in a claim that ScofPush does not look at.</summary>
    public const string CustomerKeyUnstable = "SP1305";

    /// <summary>The form's antiforgery token is missing or belongs to another session .</summary>
    public const string InvalidForm = "SP1401";

    /// <summary>This address does not answer to this HTTP method.</summary>
    public const string MethodNotAllowed = "SP1402";

    /// <summary>There is no page at this address below the ScofPush path.</summary>
    public const string PageNotFound = "SP1403";

    /// <summary>The issuer or the network refused the card.</summary>
    public const string CardDeclined = "SP1501";

    /// <summary>The card is already on file with this shop.</summary>
    public const string CardAlreadyOnFile = "SP1502";

    /// <summary>The card could not be enrolled.</summary>
    public const string EnrollmentFailed = "SP1503";

    /// <summary>Whether the card was enrolled is not known .</summary>
    public const string EnrollmentUnknown = "SP1504";

    /// <summary>The receipt was already used by another customer.</summary>
    public const string ReceiptUsed = "SP1505";

    /// <summary>The receipt expired or is not known to the network.</summary>
    public const string ReceiptExpired = "SP1506";

    /// <summary>The network says that the card is saved, but its answer with the card never reached us.</summary>
    public const string EnrollmentSavedUnread = "SP1507";

    /// <summary>Whether the card was enrolled could not be found out: an operator has to .</summary>
    public const string EnrollmentGivenUp = "SP1508";

    /// <summary>The network has a card that may belong to several receipts whose answers were lost: an operator has to look .</summary>
    public const string LostCardAmbiguous = "SP1509";

    /// <summary>The host's recorder threw; recording is tried again .</summary>
    public const string RecorderFailed = "SP1601";

    /// <summary>No <c>ICardOnFileRecorder</c> is registered: the cards stay in ScofPush's own store.</summary>
    public const string RecorderMissing = "SP1602";

    /// <summary>The recorder refused the card: it is deleted at the network.</summary>
    public const string RecorderRefused = "SP1603";

    /// <summary>The recorder failed too often: the card is put aside for an operator .</summary>
    public const string Undelivered = "SP1604";

    /// <summary>Notifications are enabled, but nothing tells the network from strangers.</summary>
    public const string NotificationsOpen = "SP1650";

    /// <summary>A notification came without a certificate or a secret that is known.</summary>
    public const string NotificationRefused = "SP1651";

    /// <summary>A notification is encrypted; ScofPush never decrypts .</summary>
    public const string NotificationEncrypted = "SP1652";

    /// <summary>A notification is not JSON of the network's form, or larger than 256 KB.</summary>
    public const string NotificationUnreadable = "SP1653";

    /// <summary>A notification was not applied in full, because the store or the recorder failed; it is sent again.</summary>
    public const string NotificationFailed = "SP1654";

    /// <summary>A notification is about a card that is not on file here.</summary>
    public const string NotifiedCardUnknown = "SP1655";

    /// <summary>An event of a notification names no card or no time, or a time that has not come.</summary>
    public const string NotifiedEventIgnored = "SP1656";

    /// <summary>A notification names no status that is known: the card keeps the one it has.</summary>
    public const string NotifiedStatusUnknown = "SP1657";

    /// <summary>The host's recorder is registered past <c>AddRecorder</c>: its cards could not be found again by a notification.</summary>
    public const string RecorderNotNotified = "SP1658";

    /// <summary>A page or view failed while rendering.</summary>
    public const string RenderingFailed = "SP1701";

    /// <summary>The pipeline never reached <c>UseScofPush</c>.</summary>
    public const string PipelineNotReached = "SP1801";

    /// <summary>A service that ScofPush needs is not registered.</summary>
    public const string ServicesMissing = "SP1802";

    /// <summary>A configuration value has the wrong type or cannot be read.</summary>
    public const string UnreadableConfiguration = "SP1803";

    /// <summary>A configuration value is missing or out of range.</summary>
    public const string InvalidConfiguration = "SP1804";

    /// <summary>The authentication scheme is missing or cannot sign a shopper in.</summary>
    public const string NoSignInScheme = "SP1805";

    /// <summary>A proxy ends TLS in front of the host, and the host does not know it .</summary>
    public const string ProxyNotTrusted = "SP1806";

    /// <summary>Something unexpected happened; nothing was enrolled by this request.</summary>
    public const string Unexpected = "SP1899";

    /// <summary>A setting of the Mastercard client is missing or malformed.</summary>
    public const string MastercardSetting = "SP2001";

    /// <summary>The signing key file is missing or cannot be read.</summary>
    public const string KeyUnreadable = "SP2002";

    /// <summary>The signing key is encrypted and the password is missing or wrong.</summary>
    public const string KeyLocked = "SP2003";

    /// <summary>The signing key is not an RSA private key of at least 2048 bits.</summary>
    public const string KeyNotRsa = "SP2004";

    /// <summary>The certificate of the signing key ends within 30 days, or has ended.</summary>
    public const string KeyExpires = "SP2005";

    /// <summary>Of consumer key and signing key only one has changed: the old pair stays in use until both have.</summary>
    public const string KeyPairIncomplete = "SP2006";

    /// <summary>Keys or ids are of Mastercard's sandbox and the address is production's, or the other way round.</summary>
    public const string EnvironmentsMixed = "SP2007";

    /// <summary>The network refused our signature, keys or ids (HTTP 401, 403).</summary>
    public const string NetworkRefusedUs = "SP2010";

    /// <summary>The network could not read our request (HTTP 400, INVALID_ARGUMENT).</summary>
    public const string NetworkInvalidArgument = "SP2011";

    /// <summary>The network failed in a way that leaves the outcome open (HTTP 5xx, timeout, connection lost, unreadable answer).</summary>
    public const string NetworkOutcomeUnknown = "SP2012";

    /// <summary>The network was busy or unreachable; nothing was done.</summary>
    public const string NetworkUnavailable = "SP2013";

    /// <summary>So many calls to the network failed that none is made for half a minute; nothing was done .</summary>
    public const string NetworkPaused = "SP2014";

    /// <summary>The push store cannot be reached.</summary>
    public const string StoreUnavailable = "SP2501";

    /// <summary>The tables of the push store are missing, older than this release, or not as they must be.</summary>
    public const string StoreSchema = "SP2502";

    /// <summary>The host's context uses a database other than SQLite and PostgreSQL.</summary>
    public const string StoreDatabase = "SP2503";
}
