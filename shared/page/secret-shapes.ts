/** Where a token may begin whose issuer put a sign behind its own mark: this is looked for first, being the quickest. */
export const MARKED = /[_.-][\w-]{15}/g;
/** The marks in front of that sign. */
export const MARK =
  /(?<![A-Za-z0-9])(?:gh[pousr]|github|gl[a-z]{1,5}|xox[a-s]|xapp|sk|rk|whsec|ya29|GOCSPX|npm|pypi|rubygems|dckr|hf|do[opr]|SG|key|shp[a-z]{2,3}|sq0[a-z]{3}|lin|secret|ntn|hv[sbr]|NRAK|sntry[su]|pplx|gsk|xai|r8|sbp|dp\.(?:pt|st|ct|sa)|pscale|PMAK|fig[dou]|tskey|AGE|pat[A-Za-z0-9]{14})$/;
/** Tokens that follow such a mark, tried at its first letter. */
export const TOKEN =
  /(?:gh[pousr]_[A-Za-z0-9]{30,255}|github_pat_\w{22,255}|gl(?:pat|dt|rt|cbt|ptt|ft|soat|imt|agent)-[\w.-]{20,255}|gl(?:sa|c)_\w{32,255}|xox[a-s]-[\w-]{10,255}|xapp-\d-[\w-]{20,255}|sk-(?=[\w-]{0,60}?[A-Za-z0-9]{12})(?=[A-Za-z_-]{0,60}\d)[\w-]{20,255}|[sr]k_(?:live|test)_\w{16,255}|rk_[A-Za-z0-9]{40,64}|whsec_[\w+/=]{24,255}|ya29\.[\w-]{20,1024}|GOCSPX-[\w-]{20,64}|npm_[A-Za-z0-9]{36}|pypi-[\w-]{50,512}|rubygems_[a-f0-9]{48}|dckr_[op]at_[\w-]{20,128}|hf_[A-Za-z0-9]{30,64}|do[opr]_v1_[a-f0-9]{64}|SG\.[\w-]{16,64}\.[\w-]{16,128}|key-[a-f0-9]{32}|shp(?:at|ca|pa|ss|tka)_[A-Fa-f0-9]{32}|sq0(?:atp|csp|idp)-[\w-]{22,64}|lin_api_\w{32,64}|secret_[A-Za-z0-9]{43}|ntn_[A-Za-z0-9]{40,64}|hv[sbr]\.[\w-]{24,512}|NRAK-[A-Z0-9]{27}|sntry[su]_[\w=+/-]{40,512}|pplx-[A-Za-z0-9]{32,64}|gsk_[A-Za-z0-9]{40,64}|xai-[A-Za-z0-9]{60,128}|r8_[A-Za-z0-9]{37,40}|sbp_[a-f0-9]{40}|dp\.[a-z]{2}\.[\w.-]{40,128}|pscale_(?:tkn|pw|oauth)_[\w.-]{32,128}|PMAK-[a-f0-9]{24}-[a-f0-9]{34}|fig[dou]_[\w-]{40,128}|tskey-[a-z]{1,12}-[\w-]{20,128}|AGE-SECRET-KEY-1[A-Z0-9]{58}|pat[A-Za-z0-9]{14}\.[a-f0-9]{64})(?![A-Za-z0-9])/y;
/** Tokens that run on from their first letter, JSON Web Tokens among them. */
export const UNMARKED =
  /(?<![A-Za-z0-9])(?:A(?:[BKS]IA|CCA)[A-Z0-9]{16}|AIza[\w-]{35}|ATATT3[\w=-]{60,512}|SK[a-f0-9]{32}|dapi[a-f0-9]{32}|eyJ[\w-]{10,4096}\.[\w-]{10,8192}(?:\.[\w-]{4,4096}){1,3}|(?<=\d{8}:)AA[\w-]{33})(?![A-Za-z0-9])/g;
/** Addresses that let anybody in who knows them, by their last part. */
export const HOOK =
  /(?:hooks\.slack\.com\/services\/T\w{6,12}\/B\w{6,12}|\/api\/webhooks\/\d{15,20})\/([\w-]{16,100})/g;
