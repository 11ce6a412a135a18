//! Notices where signing in cannot work.

catalogue! {
    not_here: "Signing in does not work at this address: this console keeps people signed in over HTTPS only. Open it at its own address:",
        "이 주소에서는 로그인할 수 없습니다. 이 콘솔은 HTTPS에서만 로그인 상태를 유지합니다. 다음 주소로 여세요:",
        "无法在此地址登录：本控制台仅通过 HTTPS 保持登录状态。请使用以下地址打开：";
    not_kept_https(address: &str): "The password was right, but this browser did not keep the sign-in. It is kept over HTTPS only: use the address below. If you are there already, allow cookies for {address}.",
        "비밀번호는 맞지만 브라우저가 로그인 정보를 저장하지 않았습니다. 로그인 정보는 HTTPS에서만 저장되므로 아래 주소를 사용하세요. 이미 그 주소라면 {address}의 쿠키를 허용하세요.",
        "密码正确，但浏览器没有保存登录信息。登录信息仅通过 HTTPS 保存，请使用下面的地址。如果已在该地址，请允许 {address} 使用 Cookie。";
    not_kept(address: &str): "The password was right, but this browser did not keep the sign-in. Allow cookies for {address}, then sign in again.",
        "비밀번호는 맞지만 브라우저가 로그인 정보를 저장하지 않았습니다. {address}의 쿠키를 허용한 다음 다시 로그인하세요.",
        "密码正确，但浏览器没有保存登录信息。请允许 {address} 使用 Cookie，然后重新登录。";
}
